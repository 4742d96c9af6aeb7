import type { Calculation, CalculationEntry } from '@quittance/shared/calculation.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { InterestLine, LateChargeLine, OnceLine } from '@quittance/shared/late-charge/line.ts';
import { methodText } from '../../lib/method-text.ts';
import type { Wording } from '../../lib/wording.ts';

/** "See calculation" in words, like a till receipt: the amounts of `rows` add up to `total`. */
export type CalculationView = {
  show: string;
  asOf: string;
  rows: ReceiptRow[];
  total: { label: string; amount: string };
  note: string | null;
};

export type ReceiptRow = { title: string; details: string[]; amount: string };

export function calculationView(calculation: Calculation, kind: DocumentKind, wording: Wording): CalculationView {
  const { t, money, date } = wording;
  const { currency, accruedMinor } = calculation;
  return {
    show: t('calculation.show'),
    asOf: t('calculation.asOf', { date: date(calculation.asOfDate) }),
    rows: calculation.entries.map((entry) => ({
      ...entryWords(entry, kind, currency, wording),
      amount: money(entry.amountMinor, currency),
    })),
    total: { label: t('calculation.total'), amount: money(calculation.amountDueMinor, currency) },
    note: accruedMinor > 0 ? t('calculation.accrued', { amount: money(accruedMinor, currency) }) : null,
  };
}

type Words = Omit<ReceiptRow, 'amount'>;

function entryWords(entry: CalculationEntry, kind: DocumentKind, currency: string, wording: Wording): Words {
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
      return { title: chargeTitle(entry.line, t), details: chargeDetails(entry.line, currency, wording) };
  }
}

function byMethod(entry: { method: string; date: string }, { t, date }: Wording): string {
  return t('calculation.byMethod', { method: methodText(entry.method, t), date: date(entry.date) });
}

function chargeTitle(line: LateChargeLine, t: Wording['t']): string {
  switch (line.code) {
    case 'interest':
    case 'indemnity':
    case 'late_fee':
    case 'reminder_fee':
    case 'waived':
      return t(`calculation.charge.${line.code}`);
    default:
      return line.kind === 'limit' ? t(`calculation.charge.limit.${line.limit}`) : t(`calculation.charge.${line.kind}`);
  }
}

function chargeDetails(line: LateChargeLine, currency: string, wording: Wording): string[] {
  const { t } = wording;
  const { law, policy } = line.rule;
  const words = lineDetails(line, currency, wording);
  return [...words, law ? t('calculation.rule', { law }) : t('calculation.policy', { policy })];
}

function lineDetails(line: LateChargeLine, currency: string, wording: Wording): string[] {
  const { t, money, date, percent } = wording;
  switch (line.kind) {
    case 'interest':
      return interestDetails(line, currency, wording);
    case 'once':
      return onceDetails(line, currency, wording);
    case 'vat': {
      const base = money(line.baseMinor, currency);
      return [t('calculation.once.percent', { percent: percent(line.percent), base, date: date(line.date) })];
    }
    case 'waived':
    case 'allocation':
      return [date(line.date)];
    case 'limit':
    case 'rounding':
      return [];
  }
}

function interestDetails(
  line: InterestLine,
  currency: string,
  { t, money, date, percent: percentText }: Wording,
): string[] {
  const base = money(line.baseMinor, currency);
  const rate = percentText(line.ratePercent);
  return [
    t(line.per === 'year' ? 'calculation.interest.base' : 'calculation.interest.baseMonth', { rate, base }),
    t('calculation.interest.days', { count: line.days, from: date(line.fromDate), to: date(line.toDate) }),
    // Rounded by day, or on a base with fractions, it comes to another amount.
    ...(line.dailyMinor === null && line.baseExact === null
      ? [t('calculation.interest.formula', { base, rate, days: line.counted, divisor: line.divisor })]
      : []),
    ...endedBy(line, t),
  ];
}

function endedBy(line: InterestLine, t: Wording['t']): string[] {
  switch (line.endedBy) {
    case 'payment':
      return [t('calculation.interest.endedByPayment')];
    case 'credit_note':
      return [t('calculation.interest.endedByCreditNote')];
    case 'rate_or_period':
    case 'capitalised':
    case 'capitalised+as_of':
    case 'year':
    case 'waived':
    case 'as_of':
      return [];
  }
}

function onceDetails(line: OnceLine, currency: string, { t, money, date, percent: percentText }: Wording): string[] {
  const day = date(line.date);
  const limit =
    line.limit && t(`calculation.once.${line.limit}`, { before: money(line.beforeLimitMinor ?? 0, currency) });
  if (line.percent === null) return [t('calculation.once.fixed', { date: day }), ...(limit ? [limit] : [])];
  const percent = percentText(line.percent);
  const base = money(line.baseMinor, currency);
  return [
    line.overMinor > 0
      ? t('calculation.once.percentOver', { percent, base, over: money(line.overMinor, currency), date: day })
      : t('calculation.once.percent', { percent, base, date: day }),
    ...(line.plusMinor > 0 ? [t('calculation.once.plus', { amount: money(line.plusMinor, currency) })] : []),
    ...(limit ? [limit] : []),
  ];
}
