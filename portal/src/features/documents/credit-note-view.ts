import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { Wording } from '../../lib/wording.ts';
import type { CalculationView } from './calculation-view.ts';

/** "See calculation" of a credit note: what it was issued over, which invoices it lowered, what is left of it. */
export function creditNoteView({ summary, calculation, related }: DocumentDetail, wording: Wording): CalculationView {
  const { t, money, date } = wording;
  const { payableMinor, unallocatedMinor, currency, issueDate } = summary;
  // A mailed link opens its own document and names no other.
  const elsewhereMinor = payableMinor - unallocatedMinor - sumMinor(related.map(({ amountMinor }) => amountMinor));
  const rowOf = (title: string, minor: number) => ({ title, details: [], amount: money(-minor, currency) });
  return {
    asOf: t('calculation.asOf', { date: date(calculation.asOfDate) }),
    rows: [
      { title: t('calculation.creditNoteTotal'), details: [date(issueDate)], amount: money(payableMinor, currency) },
      ...related.map(({ number, amountMinor }) => rowOf(t('calculation.credit.applied', { number }), amountMinor)),
      ...(elsewhereMinor > 0 ? [rowOf(t('calculation.credit.appliedElsewhere'), elsewhereMinor)] : []),
    ],
    total: { label: t('calculation.credit.left'), amount: money(unallocatedMinor, currency) },
    show: t('calculation.show'),
    notes: [],
    notDue: null,
  };
}
