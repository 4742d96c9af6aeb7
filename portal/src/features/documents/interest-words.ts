import { addMonths, dayOf } from '@quittance/shared/late-charge/day.ts';
import type { InterestLine, RatePart } from '@quittance/shared/late-charge/line.ts';
import type { Wording } from '../../lib/wording.ts';

/** A line of interest in sentences: days, balance and rate; what the rate is made of; how to calculate it again; why it ends. */
export function interestDetails(line: InterestLine, currency: string, wording: Wording): string[] {
  return [
    periodText(line, currency, wording),
    ...rateTexts(line.rateParts, wording),
    formulaText(line, currency, wording),
    ...baseTexts(line, currency, wording),
    ...endTexts(line, wording),
  ];
}

/** Whether it is counted by months, which then are `counted`. */
function isByMonths({ divisor }: InterestLine): boolean {
  return divisor === 1 || divisor === 12;
}

function periodText(line: InterestLine, currency: string, { t, money, date, percent }: Wording): string {
  const said = {
    from: date(line.fromDate),
    to: date(line.toDate),
    base: money(line.baseMinor, currency),
    rate: percent(line.ratePercent),
  };
  if (isByMonths(line)) {
    const key = line.per === 'year' ? 'months' : 'monthsMonthly';
    return t(`calculation.interest.${key}`, { ...said, count: line.counted });
  }
  const key = line.per === 'year' ? 'days' : 'daysMonthly';
  return t(`calculation.interest.${key}`, { ...said, count: line.days });
}

/** A line whose sum stayed while its parts changed has several references, each with the parts that follow it. */
function rateTexts(parts: readonly RatePart[], wording: Wording): string[] {
  return parts.flatMap((part, index) => {
    if (part.what !== 'reference') return otherPartText(part, wording);
    const next = parts[index + 1];
    return [referenceText(part, next?.what === 'points' ? next.percent : null, wording)];
  });
}

type Reference = Extract<RatePart, { what: 'reference' }>;

function referenceText({ series, period, percent }: Reference, points: string | null, wording: Wording): string {
  const { t } = wording;
  const said = { series: seriesText(series, t), period: halfYearText(period, t), reference: wording.percent(percent) };
  if (points === null) return t('calculation.rate.plain', said);
  return t('calculation.rate.plus', { ...said, ...pointsSaid(points, wording) });
}

function otherPartText({ what, percent }: Exclude<RatePart, Reference>, wording: Wording): string[] {
  const { t } = wording;
  switch (what) {
    case 'points':
      return [];
    case 'rounded_up':
      return Number(percent) === 0 ? [] : [t('calculation.rate.roundedUp', pointsSaid(percent, wording))];
    case 'raised_to_zero':
      return [t('calculation.rate.zero')];
  }
}

function pointsSaid(percent: string, { decimal }: Wording): { points: string; count: number } {
  return { points: decimal(percent.replace(/\.?0+$/, '')), count: Number(percent) };
}

/** `2026H1`. */
function halfYearText(period: string, t: Wording['t']): string {
  const [year, half] = period.split('H');
  return t(half === '1' ? 'calculation.rate.firstHalf' : 'calculation.rate.secondHalf', { year });
}

export function seriesText(code: string, t: Wording['t']): string {
  switch (code) {
    case 'ECB_MRO':
    case 'BE_B2B':
    case 'BE_LEGAL':
    case 'DE_BASE':
    case 'FR_B2B_DEFAULT':
    case 'FR_LEGAL_PRO':
    case 'NL_HR':
    case 'NL_WR':
    case 'UK_BOE':
      return t(`calculation.series.${code}`);
    default:
      return t('calculation.series.other');
  }
}

function formulaText(line: InterestLine, currency: string, { t, money, percent }: Wording): string {
  const { counted, divisor, dailyMinor } = line;
  if (dailyMinor !== null)
    return t('calculation.interest.formulaDaily', { daily: money(dailyMinor, currency), counted });
  const said = { base: money(line.baseMinor, currency), rate: percent(line.ratePercent), counted };
  return divisor === 1
    ? t('calculation.interest.formulaWhole', said)
    : t('calculation.interest.formula', { ...said, divisor });
}

/** Where the balance is not that of the invoice: what was paid or credited, and interest that was added to it. */
function baseTexts(line: InterestLine, currency: string, { t, money, date }: Wording): string[] {
  const last = (kinds: readonly string[]) =>
    line.baseFrom.findLast((change) => kinds.some((kind) => change.startsWith(`${kind}:`)))?.split(':')[1];
  const changed = last(['payment', 'credit_note']);
  const added = last(['capitalised']);
  return [
    ...(changed && !added
      ? [t('calculation.interest.openBase', { base: money(line.baseMinor, currency), date: date(changed) })]
      : []),
    ...(added ? [t('calculation.interest.addedBase', { date: date(added) })] : []),
    ...(line.baseExact === null ? [] : [t('calculation.interest.exactBase')]),
  ];
}

function endTexts(line: InterestLine, { t }: Wording): string[] {
  switch (line.endedBy) {
    case 'payment':
    case 'credit_note':
    case 'rate_or_period':
    case 'capitalised':
    case 'year':
    case 'waived':
      return [t(`calculation.ended.${line.endedBy}`)];
    case 'capitalised+as_of':
      return [t('calculation.ended.capitalised')];
    case 'as_of':
      return isMonthBegun(line) ? [t('calculation.interest.begun')] : [];
  }
}

function isMonthBegun(line: InterestLine): boolean {
  return isByMonths(line) && addMonths(dayOf(line.fromDate), line.counted) - 1 > dayOf(line.toDate);
}
