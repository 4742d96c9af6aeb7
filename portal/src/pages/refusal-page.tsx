import { mainButton } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { sentenceOf } from '../lib/errors.ts';
import type { ShellBrand } from '../lib/shell-brand.ts';
import { useWording } from '../lib/wording-context.tsx';

type Props = { code: string; retryAfterSeconds: number | null; brand: ShellBrand | null };

/** An address that leads nowhere, or a form that was refused. Most who see it followed a link that a mail had cut off. */
export function RefusalPage({ code, retryAfterSeconds, brand }: Props) {
  const { t } = useWording();
  const isNothing = code === 'not_found';
  const text =
    code === 'rate_limited' && retryAfterSeconds !== null
      ? t('errors.rateLimitedFor', { count: Math.ceil(retryAfterSeconds / 60) })
      : sentenceOf(code, t);
  return (
    <main className="border-t-4 border-accent">
      {/* A form that was refused has no page to come back to, and an address that is none says nothing of itself. */}
      <NarrowPage title={t(isNothing ? 'page.notFoundTitle' : 'page.errorTitle')} brand={brand} page="/sign-in">
        <p className="mt-2 mb-5 text-muted">{isNothing ? t('page.linkText') : text}</p>
        <a href="/sign-in" className={`${mainButton} w-full`}>
          {t('code.button')}
        </a>
      </NarrowPage>
    </main>
  );
}
