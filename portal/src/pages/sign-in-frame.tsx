import type { ReactNode } from 'react';
import { NarrowPage } from '../components/narrow-page.tsx';
import type { ShellBrand } from '../lib/shell-brand.ts';
import { useWording } from '../lib/wording-context.tsx';

/** `page` is where it stands. */
type FrameProps = { brand: ShellBrand | null; page: string; children: ReactNode };

/** What stands around the form that asks for an address. */
export function SignInFrame({ brand, page, children }: FrameProps) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('signIn.title')} brand={brand} page={page}>
        <p className="mt-2 mb-5 text-muted">{t('signIn.text')}</p>
        {children}
      </NarrowPage>
    </main>
  );
}

/** What stands around the form that asks for the code. */
export function CodeFrame({ brand, page, maskedEmail, children }: FrameProps & { maskedEmail: string }) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('code.title')} brand={brand} page={page}>
        <p className="mt-2 text-muted">{t('code.sentTo', { email: maskedEmail })}</p>
        <p className="mb-5 text-muted">{t('code.maybe')}</p>
        {children}
      </NarrowPage>
    </main>
  );
}
