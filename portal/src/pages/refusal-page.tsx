import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { sentenceOf } from '../lib/errors.ts';
import type { Wording } from '../lib/wording.ts';

type Props = { code: string; retryAfterSeconds: number | null; t: Wording['t'] };

/** An address that leads nowhere, or a form that was refused. Most who see it followed a link that a mail had cut off. */
export function RefusalPage({ code, retryAfterSeconds, t }: Props) {
  const isNothing = code === 'not_found';
  const text =
    code === 'rate_limited' && retryAfterSeconds !== null
      ? t('errors.rateLimitedFor', { count: Math.ceil(retryAfterSeconds / 60) })
      : sentenceOf(code, t);
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={t(isNothing ? 'page.notFoundTitle' : 'page.errorTitle')}>
        <p className="mt-2 mb-5 text-muted">{isNothing ? t('page.linkText') : text}</p>
        <a href="/sign-in" className={`${mainButton} w-full`}>
          {t('code.button')}
        </a>
      </NarrowPage>
    </main>
  );
}
