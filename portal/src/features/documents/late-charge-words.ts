import { addDays } from '@quittance/shared/calendar-date.ts';
import { chargeCodeOf } from '@quittance/shared/late-charge/charge-code.ts';
import type { AllocationLine, LateChargeLine, OnceLine, Reason } from '@quittance/shared/late-charge/line.ts';
import type { Wording } from '../../lib/wording.ts';
import { interestDetails } from './interest-words.ts';
import { lawText } from './law-text.ts';

/** What a line is, and in whole sentences how it comes about and on what ground. */
export type LineWords = { title: string; details: string[] };

/** `amountMinor` is what the receipt shows, which is not the line's own where a claim was lowered or a waiver ended. */
export function lateChargeWords(
  { line, amountMinor }: { line: LateChargeLine; amountMinor: number },
  currency: string,
  wording: Wording,
): LineWords {
  const { t, date } = wording;
  const ground = groundText(line.rule, t);
  if (amountMinor !== line.amountMinor) {
    const charge = chargeOf(line, t);
    return line.kind === 'waived'
      ? {
          title: t('calculation.charge.waiverEnded', { charge }),
          details: [t('calculation.waiverEnded', { date: date(line.date) }), ground],
        }
      : { title: t('calculation.charge.lowered', { charge }), details: [t('calculation.lowered')] };
  }
  return { title: lineTitle(line, wording), details: [...lineDetails(line, currency, wording), ground] };
}

/** The law, or the clause that was agreed. */
export function groundText({ law, policy }: { law: string | null; policy: string }, t: Wording['t']): string {
  return law === null ? t('calculation.policy', { policy }) : t('calculation.rule', { law: lawText(law, t) });
}

/** Of a charge by its code in the policy. Merchants may name charges as we have no word for; then `otherwise` says what it is. */
export function chargeText(code: string | null, otherwise: 'once' | 'interest' | 'other', t: Wording['t']): string {
  switch (code) {
    case 'interest':
    case 'indemnity':
    case 'recovery_fee':
    case 'collection_costs':
    case 'fixed_sum':
    case 'late_fee':
    case 'reminder_fee':
      return t(`calculation.charge.${code}`);
    case 'collection_cost':
      return t('calculation.charge.collection_costs');
    default:
      return t(`calculation.charge.${otherwise}`);
  }
}

function chargeOf(line: LateChargeLine, t: Wording['t']): string {
  const code = chargeCodeOf(line);
  switch (line.kind) {
    case 'once':
    case 'vat':
      return chargeText(code, 'once', t);
    case 'interest':
    case 'limit':
      return chargeText(code, 'interest', t);
    case 'waived':
    case 'rounding':
    case 'allocation':
      return chargeText(code, 'other', t);
  }
}

function lineTitle(line: LateChargeLine, { t, date }: Wording): string {
  const charge = chargeOf(line, t);
  switch (line.kind) {
    case 'once':
    case 'interest':
      return charge;
    case 'vat':
    case 'waived':
      return t(`calculation.charge.${line.kind}`, { charge });
    case 'limit':
      return t(`calculation.charge.${line.limit}`, { charge });
    case 'rounding':
      return t('calculation.charge.rounding');
    case 'allocation':
      return t(line.paymentMinor < 0 ? 'calculation.charge.allocationBack' : 'calculation.charge.allocation', {
        date: date(line.date),
      });
  }
}

function lineDetails(line: LateChargeLine, currency: string, wording: Wording): string[] {
  const { t, money, date, percent } = wording;
  switch (line.kind) {
    case 'interest':
      return interestDetails(line, currency, wording);
    case 'once':
      return onceDetails(line, currency, wording);
    case 'vat':
      return [
        t('calculation.once.percent', {
          percent: percent(line.percent),
          base: money(line.baseMinor, currency),
          date: date(line.date),
        }),
      ];
    case 'limit': {
      const after = money(line.beforeLimitMinor + line.amountMinor, currency);
      return [t(`calculation.limit.${line.limit}`, { before: money(line.beforeLimitMinor, currency), after })];
    }
    case 'waived':
      return [t('calculation.waived', { date: date(line.date), by: line.by, reason: line.reason })];
    case 'rounding':
      return [t('calculation.rounding')];
    case 'allocation':
      return [allocationDetail(line, currency, wording)];
  }
}

function onceDetails(line: OnceLine, currency: string, wording: Wording): string[] {
  const { t, money } = wording;
  const { limit, beforeLimitMinor } = line;
  return [
    onceSum(line, currency, wording),
    ...(limit === null
      ? []
      : [
          t(`calculation.once.${limit}`, {
            before: money(beforeLimitMinor ?? line.amountMinor, currency),
            after: money(line.amountMinor, currency),
          }),
        ]),
    ...line.because.map((reason) => reasonText(reason, wording)),
  ];
}

function onceSum(line: OnceLine, currency: string, { t, money, date, percent }: Wording): string {
  const said = { base: money(line.baseMinor, currency), date: date(line.date) };
  if (line.percent === null) return t('calculation.once.fixed', said);
  const share = { ...said, percent: percent(line.percent) };
  const plus = money(line.plusMinor, currency);
  const over = money(line.overMinor, currency);
  if (line.plusMinor === 0 && line.overMinor === 0) return t('calculation.once.percent', share);
  if (line.plusMinor === 0) return t('calculation.once.percentOver', { ...share, over });
  if (line.overMinor === 0) return t('calculation.once.plus', { ...share, plus });
  return t('calculation.once.plusOver', { ...share, plus, over });
}

function reasonText(reason: Reason, { t, date: dateText }: Wording): string {
  const date = dateText(reason.date);
  if (reason.event === 'reminder') {
    const { nth, channel, clearDays, reachedDate } = reason;
    if (clearDays === null) return t(`calculation.because.${channel}`, { nth, date });
    const ended = dateText(addDays(reachedDate, -1));
    return t(`calculation.because.${channel}Days`, { nth, date, count: clearDays, ended });
  }
  if (reason.event === 'issued') return t('calculation.because.issued', { count: reason.days, date });
  return reason.days > 1
    ? t('calculation.because.due', { count: reason.days, date })
    : t('calculation.because.dueDate', { date });
}

function allocationDetail(line: AllocationLine, currency: string, { t, money }: Wording): string {
  const amount = (minor: number) => money(Math.abs(minor), currency);
  return t(line.paymentMinor < 0 ? 'calculation.allocationBack' : 'calculation.allocation', {
    payment: amount(line.paymentMinor),
    fees: amount(line.feesMinor),
    interest: amount(line.interestMinor),
    principal: amount(line.principalMinor),
  });
}
