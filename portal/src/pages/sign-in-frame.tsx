import type { ReactNode } from 'react';
import { NarrowPage } from '../components/narrow-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

type FrameProps = { name: string | null; children: ReactNode };

/** What stands around the form that asks for an address. */
export function SignInFrame({ name, children }: FrameProps) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('signIn.title')} name={name}>
        <p className="mt-2 mb-5 text-muted">{t('signIn.text')}</p>
        {children}
      </NarrowPage>
    </main>
  );
}

/** What stands around the form that asks for the code. */
export function CodeFrame({ name, maskedEmail, children }: FrameProps & { maskedEmail: string }) {
  const { t } = useWording();
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t('code.title')} name={name}>
        <p className="mt-2 text-muted">{t('code.sentTo', { email: maskedEmail })}</p>
        <p className="mb-5 text-muted">{t('code.maybe')}</p>
        {children}
      </NarrowPage>
    </main>
  );
}
