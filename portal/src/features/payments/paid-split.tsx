import { sumMinor } from '@quittance/shared/money.ts';
import type { PaidByCredit } from '@quittance/shared/pay-draft.ts';
import type { Attempt } from '@quittance/shared/payment.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { creditName } from './credit-name.ts';

type Props = {
  invoices: readonly Attempt['invoices'][number][];
  credits: readonly PaidByCredit[];
  /** Money that was paid. */
  totalMinor: number;
  currency: string;
  /** What else is to be said of it. */
  rows: readonly (readonly [label: string, value: string])[];
};

/** What each invoice got, what credit paid of that, and what is left as credit: together it is what was paid. */
export function PaidSplit({ invoices, credits, totalMinor, currency, rows }: Props) {
  const wording = useWording();
  const { t, money } = wording;
  const appliedMinor = sumMinor(invoices.map(({ amountMinor }) => amountMinor));
  const creditMinor = sumMinor(credits.map(({ amountMinor }) => amountMinor));
  const keptMinor = totalMinor + creditMinor - appliedMinor;
  const [only, ...others] = invoices;
  const isPlain = only !== undefined && others.length === 0 && creditMinor === 0 && keptMinor === 0;
  const paid = isPlain
    ? [{ key: only.id, label: t('pay.paid.numbers', { count: 1 }), value: only.number, note: lateNote(only) }]
    : invoices.map((each) => ({
        key: each.id,
        label: t('document.title.invoice', each),
        value: money(each.amountMinor, currency),
        note: lateNote(each),
      }));
  const plain = [
    // Two that were left on one day have one name.
    ...credits.map((credit) => [credit.id, creditName(credit, wording), money(-credit.amountMinor, currency)] as const),
    ...(keptMinor > 0 ? [['kept', t('pay.paid.kept'), money(keptMinor, currency)] as const] : []),
    ...rows.map(([label, value]) => [label, label, value] as const),
  ].map(([key, label, value]) => ({ key, label, value, note: null }));
  function lateNote({ lateChargesMinor }: Pick<Attempt['invoices'][number], 'lateChargesMinor'>): string | null {
    return lateChargesMinor > 0 ? t('list.inclCharges', { amount: money(lateChargesMinor, currency) }) : null;
  }
  return (
    <dl className="mt-5">
      {[...paid, ...plain].map(({ key, label, value, note }) => (
        <div key={key} className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2">
          <dt className="text-muted">{label}</dt>
          <dd className="ml-auto text-right font-medium tabular-nums">{value}</dd>
          {note !== null && <dd className="w-full text-right text-sm text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
