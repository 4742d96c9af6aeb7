import type { Attempt } from '@quittance/shared/payment.ts';
import { methodText } from '../../lib/method-text.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { StandingCard } from './standing-card.tsx';

/** Shown only once the money is booked. */
export function Receipt({ attempt, mailedTo }: { attempt: Attempt; mailedTo: string }) {
  const { t, money, date } = useWording();
  const { last4, amountMinor, currency, invoices, startedAt, id, paymentId } = attempt;
  const method = methodText(attempt.method, t);
  const rows = [
    [t('pay.paid.amount'), money(amountMinor, currency)],
    [t('pay.paid.numbers'), invoices.map(({ number }) => number).join(', ')],
    [t('pay.paid.date'), date(startedAt.slice(0, 10))],
    [t('pay.paid.method'), last4 ? t('pay.paid.methodWith', { method, last4 }) : method],
    [t('pay.paid.reference'), paymentId ?? id],
  ];
  return (
    <StandingCard title={t('pay.paid.title')} text={t('pay.paid.mailed', { email: mailedTo })}>
      <dl className="mt-5">
        {rows.map(([label, value]) => (
          <div key={label} className="flex flex-wrap justify-between gap-x-6 border-t border-line py-2">
            <dt className="text-muted">{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </StandingCard>
  );
}
