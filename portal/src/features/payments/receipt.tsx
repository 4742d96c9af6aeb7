import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { textLink } from '../../components/looks.ts';
import { methodText } from '../../lib/method-text.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { PaidSplit } from './paid-split.tsx';
import { StandingCard } from './standing-card.tsx';

/** Shown only once the money is booked. */
export function Receipt({ attempt, page }: { attempt: Attempt; page: PayPage }) {
  const { t, money, date } = useWording();
  const { last4, amountMinor, currency, startedAt, reference, paymentId } = attempt;
  const { customerName, paidDate } = page.summary;
  const method = methodText(attempt.method, t);
  const rows = [
    [t('pay.paid.customer'), customerName],
    [t('pay.paid.date'), date(paidDate ?? startedAt.slice(0, 10))],
    [t('pay.paid.method'), last4 ? t('pay.paid.methodWith', { method, last4 }) : method],
  ] as const;
  return (
    <StandingCard
      title={t('pay.paid.title')}
      amount={money(amountMinor, currency)}
      text={t('pay.paid.mailed', { email: page.maskedEmail })}
    >
      <PaidSplit {...attempt} totalMinor={amountMinor} rows={rows} />
      <p className="border-t border-line pt-2 text-sm text-muted">
        {t('pay.paid.reference')} <span className="inline-block wrap-anywhere select-all">{reference}</span>
      </p>
      {paymentId && (
        <a href={`/api/payments/${paymentId}/receipt`} className={textLink}>
          {t('pay.paid.receipt')}
        </a>
      )}
    </StandingCard>
  );
}
