import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterContextProvider, RouterProvider } from 'react-router';
import { startLanguage } from './lib/i18n.ts';
import { i18nContext, queryClientContext } from './lib/loader-context.ts';
import { buildQueryClient } from './lib/query-client.ts';
import { LanguageContext } from './lib/wording-context.tsx';
import { routes } from './router.tsx';
import './styles.css';

/** Signing in, and everything that one sees then. */
export function startApp(root: HTMLElement): void {
  onlineManager.setOnline(navigator.onLine);
  const i18n = startLanguage();
  const queryClient = buildQueryClient();
  const context = new RouterContextProvider();
  context.set(queryClientContext, queryClient);
  context.set(i18nContext, i18n);
  const router = createBrowserRouter(routes, { getContext: () => context });
  createRoot(root).render(
    <LanguageContext value={i18n}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageContext>,
  );
}
