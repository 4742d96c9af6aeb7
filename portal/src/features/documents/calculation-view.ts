import type { AmountDue, Calculation, CalculationEntry } from '@quittance/shared/calculation.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { methodText } from '../../lib/method-text.ts';
import type { Wording } from '../../lib/wording.ts';
import { seriesText } from './interest-words.ts';
import { lateChargeWords, type LineWords } from './late-charge-words.ts';
import { notDueWords } from './not-due-words.ts';

/** What is owed in words, like a till receipt: the amounts of `rows` add up to `total`. */
export type ReceiptView = { asOf: string; rows: ReceiptRow[]; total: { label: string; amount: string } };

/** "See calculation": the receipt of today, with what there is to say about paying today. */
export type CalculationView = ReceiptView & {
  show: string;
  notes: string[];
  /** What has brought nothing yet; null where there is nothing of the kind. */
  notDue: { show: string; charges: LineWords[] } | null;
};

/** `amount` is empty where a row only explains. */
export type ReceiptRow = LineWords & { amount: string };

/** `isUrged`: whether the reader is told that paying today stops what grows. */
export function calculationView(
  calculation: Calculation,
  kind: DocumentKind,
  wording: Wording,
  isUrged = true,
): CalculationView {
  const { t } = wording;
  const { currency } = calculation;
  return {
    ...receiptView(calculation, kind, wording),
    show: t('calculation.show'),
    notes: [...noteTexts(calculation, wording, isUrged), ...unknownRateTexts(calculation, wording)],
    notDue:
      calculation.notDue.length > 0
        ? {
            show: t('calculation.notDue.show'),
            charges: calculation.notDue.map((charge) => notDueWords(charge, currency, wording)),
          }
        : null,
  };
}

export function receiptView(amountDue: AmountDue, kind: DocumentKind, wording: Wording): ReceiptView {
  const { t, money, date } = wording;
  const { asOfDate, currency, entries, amountDueMinor } = amountDue;
  return {
    asOf: t('calculation.asOf', { date: date(asOfDate) }),
    rows: entries.map((entry) => ({
      ...entryWords(entry, kind, currency, wording),
      amount: isForInformation(entry) ? '' : money(entry.amountMinor, currency),
    })),
    total: { label: t('calculation.total'), amount: money(amountDueMinor, currency) },
  };
}

function isForInformation(entry: CalculationEntry): boolean {
  return entry.kind === 'late_charge' && entry.line.kind === 'allocation';
}

/** What being late costs by now, or, where nothing is owed any more, what was paid in all. */
function noteTexts(
  { entries, currency, amountDueMinor, accruedMinor }: Calculation,
  { t, money }: Wording,
  isUrged: boolean,
): string[] {
  if (accruedMinor > 0) {
    const grows = entries.some(
      (entry) => entry.kind === 'late_charge' && entry.status === 'accrued' && isInterest(entry),
    );
    const growing = isUrged ? 'calculation.accrued' : 'calculation.accruedDisputed';
    return [t(grows ? growing : 'calculation.accruedFixed', { amount: money(accruedMinor, currency) })];
  }
  const paidMinor = -sumOf(entries, (entry) => entry.kind === 'payment' || entry.kind === 'reversal');
  if (amountDueMinor > 0 || paidMinor <= 0) return [];
  const lateMinor = sumOf(entries, (entry) => entry.kind === 'late_charge');
  const paid = money(paidMinor, currency);
  return lateMinor > 0
    ? [t('calculation.paidLate', { paid, late: money(lateMinor, currency) })]
    : [t('calculation.paid', { paid })];
}

function unknownRateTexts({ unknownRates }: Calculation, { t, date }: Wording): string[] {
  return unknownRates.map(({ series, fromDate }) =>
    t('calculation.rateUnknown', { series: seriesText(series, t), from: date(fromDate) }),
  );
}

function isInterest({ line }: Extract<CalculationEntry, { kind: 'late_charge' }>): boolean {
  return line.kind === 'interest';
}

function sumOf(entries: readonly CalculationEntry[], isMeant: (entry: CalculationEntry) => boolean): number {
  return sumMinor(entries.filter(isMeant).map((entry) => entry.amountMinor));
}

function entryWords(entry: CalculationEntry, kind: DocumentKind, currency: string, wording: Wording): LineWords {
  const { t, date } = wording;
  switch (entry.kind) {
    case 'invoice':
      return {
        title: kind === 'invoice' ? t('calculation.invoice') : t('calculation.creditNoteTotal'),
        details: [date(entry.date)],
      };
    case 'credit_note':
      return { title: t('calculation.creditNote', { number: entry.number }), details: [date(entry.date)] };
    case 'payment':
      return { title: t('calculation.payment'), details: [byMethod(entry, wording)] };
    case 'reversal':
      return { title: t('calculation.reversal'), details: [byMethod(entry, wording)] };
    case 'not_owed':
      return { title: t(`calculation.notOwed.${entry.reason}`), details: [] };
    case 'late_charge':
      return lateChargeWords(entry, currency, wording);
  }
}

function byMethod(entry: { method: string; date: string }, { t, date }: Wording): string {
  return t('calculation.byMethod', { method: methodText(entry.method, t), date: date(entry.date) });
}
