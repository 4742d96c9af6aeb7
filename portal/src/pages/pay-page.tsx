import { use } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { PayPage as PayPageView } from '@quittance/shared/payment.ts';
import { BrandMark } from '../components/brand-mark.tsx';
import { card, mainButton, textLink } from '../components/looks.ts';
import { NarrowPage } from '../components/narrow-page.tsx';
import { Waiting } from '../components/waiting.tsx';
import { SummaryAmount } from '../features/documents/summary-amount.tsx';
import { summaryView } from '../features/documents/summary-view.ts';
import { BasketSummary } from '../features/payments/basket-summary.tsx';
import { PartChoice } from '../features/payments/part-choice.tsx';
import { PayFlow } from '../features/payments/pay-flow.tsx';
import { payPageQuery } from '../features/payments/payment-queries.ts';
import { isRefusal } from '../lib/api-error.ts';
import { errorText } from '../lib/errors.ts';
import { payTarget, signInFromPay } from '../lib/pay-address.ts';
import { ShellBrandContext } from '../lib/shell-brand.ts';
import { useBrand } from '../lib/use-brand.ts';
import type { Wording } from '../lib/wording.ts';
import { useWording } from '../lib/wording-context.tsx';

export function PayPage() {
  const { t } = useWording();
  const { data: page, dataUpdatedAt, error, refetch, isFetching } = useQuery(payPageQuery);
  if (page) return <Paying page={page} asOf={dataUpdatedAt} />;
  if (!error) return <Waiting text={t('page.loading')} />;
  return <NotPayable error={error} isLooking={isFetching} onRetry={() => void refetch()} />;
}

/** What is to be paid, beside how to pay it; then what became of it. */
function Paying({ page, asOf }: { page: PayPageView; asOf: number }) {
  const wording = useWording();
  const { t } = wording;
  const { entity, offer } = page;
  const summary = summaryView(page.summary, wording);
  const isSeveral = page.draft !== null && page.draft.invoices.length > 1;
  const title = isSeveral ? t('basket.title', { count: page.draft?.invoices.length ?? 0 }) : summary.title;
  useBrand(entity, `${entity.name} · ${title}`);
  return (
    <>
      <header className="border-t-4 border-accent">
        {offer.isTestMode && (
          <p className="bg-soon-wash px-4 py-2 text-center text-sm font-medium text-soon">{t('pay.testMode')}</p>
        )}
        <div className="mx-auto max-w-page px-4 py-4 lg:py-6">
          <BrandMark name={entity.name} logoUrl={entity.logoUrl} />
        </div>
      </header>
      <main className="mx-auto max-w-page px-4 pb-28">
        <PayFlow
          page={page}
          asOf={asOf}
          summary={
            <section className={card}>
              {page.draft ? (
                <BasketSummary page={page} draft={page.draft} />
              ) : (
                <>
                  <SummaryAmount summary={summary} />
                  <PartChoice page={page} />
                </>
              )}
            </section>
          }
        />
        <WayBack page={page} />
      </main>
    </>
  );
}

/** To the document or, of several, the list; and for who came by a mailed link to all of them. Only the server knows the link. */
function WayBack({ page: { summary, draft, entity, isSignedIn } }: { page: PayPageView }) {
  const { t } = useWording();
  const isOfSeveral = draft !== null && draft.invoices.length > 1;
  const home = isOfSeveral ? '/invoices' : `/documents/${summary.id}`;
  return (
    <p className="mt-3 flex flex-wrap gap-x-6">
      <a href={isSignedIn ? home : `/pay/${summary.id}/back`} className={textLink}>
        {isSignedIn && isOfSeveral ? t('page.home') : t('pay.back')}
      </a>
      {!isSignedIn && (
        <a href={`/sign-in?entity=${entity.slug}&document=${summary.id}`} className={textLink}>
          {t('pay.toAll')}
        </a>
      )}
    </p>
  );
}

type NotPayableProps = { error: Error; isLooking: boolean; onRetry: () => void };

function NotPayable({ error, isLooking, onRetry }: NotPayableProps) {
  const { t } = useWording();
  const brand = use(ShellBrandContext);
  const { title, text } = toldOf(error, t);
  return (
    <main className="border-t-4 border-accent">
      <NarrowPage title={title} brand={brand}>
        <p className="mt-2 mb-5 text-muted">{text}</p>
        {isRefusal(error, 'unauthenticated') ? (
          <a href={signInFromPay()} className={`${mainButton} w-full`}>
            {t('code.button')}
          </a>
        ) : isRefusal(error, 'already_paid', 'not_found') ? (
          <a href="/invoices" className={`${mainButton} w-full`}>
            {t('page.home')}
          </a>
        ) : (
          <button type="button" aria-disabled={isLooking} onClick={onRetry} className={`${mainButton} w-full`}>
            {t('page.retry')}
          </button>
        )}
      </NarrowPage>
    </main>
  );
}

function toldOf(error: Error, t: Wording['t']): { title: string; text: string } {
  if (isRefusal(error, 'already_paid')) {
    return { title: t('pay.nothingOwed.title'), text: t('pay.nothingOwed.several') };
  }
  if (!isRefusal(error, 'unauthenticated')) return { title: t('page.errorTitle'), text: errorText(error, t) };
  const target = payTarget();
  // Who comes from a mail has not been here yet.
  const said = target && 'overdue' in target ? 'overdue' : 'ended';
  return { title: t(`pay.${said}.title`), text: t(`pay.${said}.text`) };
}
