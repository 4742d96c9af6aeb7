import { NarrowPage } from '../components/narrow-page.tsx';
import type { ShellBrand } from '../lib/shell-brand.ts';
import { useWording } from '../lib/wording-context.tsx';

/** A page that is nothing without script says so, and what can be done without. */
export function NeedsScript({ text, brand }: { text: string; brand: ShellBrand | null }) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('page.errorTitle')} brand={brand}>
        <p className="mt-2">{text}</p>
      </NarrowPage>
    </main>
  );
}
