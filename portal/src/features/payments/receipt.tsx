import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { textLink } from '../../components/looks.ts';
import { methodText } from '../../lib/method-text.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { StandingCard } from './standing-card.tsx';

/** Shown only once the money is booked. */
export function Receipt({ attempt, page }: { attempt: Attempt; page: PayPage }) {
  const { t, money, date } = useWording();
  const { last4, amountMinor, currency, invoices, startedAt, reference, paymentId } = attempt;
  const { customerName, paidDate } = page.summary;
  const method = methodText(attempt.method, t);
  const [only, ...others] = invoices;
  const paid =
    only && others.length === 0
      ? [[t('pay.paid.numbers', { count: 1 }), only.number]]
      : invoices.map((each) => [t('document.title.invoice', each), money(each.amountMinor, currency)]);
  const rows = [
    ...paid,
    [t('pay.paid.customer'), customerName],
    [t('pay.paid.date'), date(paidDate ?? startedAt.slice(0, 10))],
    [t('pay.paid.method'), last4 ? t('pay.paid.methodWith', { method, last4 }) : method],
  ];
  return (
    <StandingCard
      title={t('pay.paid.title')}
      amount={money(amountMinor, currency)}
      text={t('pay.paid.mailed', { email: page.maskedEmail })}
    >
      <dl className="mt-5">
        {rows.map(([label, value]) => (
          <div key={label} className="flex flex-wrap justify-between gap-x-6 border-t border-line py-2">
            <dt className="text-muted">{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line pt-2 text-sm text-muted">
        {t('pay.paid.reference')} <span className="wrap-anywhere select-all">{reference}</span>
      </p>
      {paymentId && (
        <a href={`/api/payments/${paymentId}/receipt`} className={textLink}>
          {t('pay.paid.receipt')}
        </a>
      )}
    </StandingCard>
  );
}
