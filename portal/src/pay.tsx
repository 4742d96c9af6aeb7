import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './lib/i18n.ts';
import { payTarget } from './lib/pay-address.ts';
import { buildQueryClient } from './lib/query-client.ts';
import { shellBrand, ShellBrandContext } from './lib/shell-brand.ts';
import { LanguageContext } from './lib/wording-context.tsx';
import { PayPage } from './pages/pay-page.tsx';
import './styles.css';

export function startPay(root: HTMLElement): void {
  if (!payTarget()) throw new Error('the address does not say what is to be paid');
  createRoot(root).render(
    <LanguageContext value={startLanguage()}>
      <QueryClientProvider client={buildQueryClient()}>
        <ShellBrandContext value={shellBrand()}>
          <PayPage />
        </ShellBrandContext>
      </QueryClientProvider>
    </LanguageContext>,
  );
}
