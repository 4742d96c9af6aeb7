import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { sentenceOf } from '../lib/errors.ts';
import type { Wording } from '../lib/wording.ts';

/** An address that leads nowhere, or a form that was refused. Most who see it followed a link that a mail had cut off. */
export function RefusalPage({ code, t }: { code: string; t: Wording['t'] }) {
  const isNothing = code === 'not_found';
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t(isNothing ? 'page.notFoundTitle' : 'page.errorTitle')}>
        <p className="mt-2 mb-5 text-muted">{isNothing ? t('page.linkText') : sentenceOf(code, t)}</p>
        <a href="/sign-in" className={`${mainButton} w-full`}>
          {t('code.button')}
        </a>
      </NarrowPage>
    </main>
  );
}
