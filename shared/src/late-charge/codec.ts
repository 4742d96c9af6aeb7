import { z } from 'zod';
import { calendarDateSchema, currencySchema, minorSchema } from '../schema.ts';
import type { LateCharges } from './calculate.ts';
import { exactMinor } from './exact-minor.ts';
import { decimalTextOf } from './fraction.ts';
import type { LateChargeEvent, LateChargeInput, Waiver } from './input.ts';
import type { InterestLine, LateChargeLine, OnceLine, Reason } from './line.ts';
import { lateChargePolicySchema } from './policy-codec.ts';

// The calculation as JSON, in and out. Everything else of the engine knows only its own types.

export const invoiceJsonSchema = z
  .strictObject({
    amount_minor: minorSchema,
    currency: currencySchema,
    issued: calendarDateSchema,
    due: calendarDateSchema,
  })
  .transform(({ amount_minor: amountMinor, currency, issued: issueDate, due: dueDate }) => {
    return { amountMinor, currency, issueDate, dueDate };
  });

const amountEventShape = { date: calendarDateSchema, effective: calendarDateSchema.optional() };

export const eventJsonSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('payment'), ...amountEventShape, amount_minor: minorSchema }),
    z.strictObject({ type: z.literal('credit_note'), ...amountEventShape, amount_minor: minorSchema.nonnegative() }),
    z.strictObject({ type: z.literal('reminder'), date: calendarDateSchema, channel: z.enum(['email', 'post']) }),
  ])
  .transform((json): LateChargeEvent => {
    const { type: kind, date } = json;
    if (kind === 'reminder') return { kind, date, channel: json.channel };
    const event = { kind, date, amountMinor: json.amount_minor };
    return json.effective === undefined ? event : { ...event, effectiveDate: json.effective };
  });

export const waiverJsonSchema = z
  .strictObject({
    date: calendarDateSchema,
    code: z.string().optional(),
    amount_minor: minorSchema.nonnegative().optional(),
    by: z.string().min(1),
    reason: z.string().min(1),
  })
  .transform(({ date, code = null, amount_minor: amountMinor = null, by, reason }): Waiver => {
    return { date, code, amountMinor, by, reason };
  });

/** A calculation, without the rates that it may use. */
export const calculationRequestSchema = z
  .strictObject({
    policy: lateChargePolicySchema,
    invoice: invoiceJsonSchema,
    events: z.array(eventJsonSchema).optional(),
    waivers: z.array(waiverJsonSchema).optional(),
    as_of: calendarDateSchema,
  })
  .transform(({ policy, invoice, events = [], waivers = [], as_of: asOfDate }): Omit<LateChargeInput, 'rates'> => {
    return { policy, invoice, events, waivers, asOfDate };
  });

export function lateChargesJson({ lines, totalMinor, allocation }: LateCharges) {
  return {
    total_minor: totalMinor,
    lines: lines.map((line, index): Record<string, unknown> => ({ n: index + 1, ...lineJson(line) })),
    allocation: {
      fees: allocation.feesMinor,
      interest: allocation.interestMinor,
      principal: allocation.principalMinor,
      unused: allocation.unusedMinor,
    },
  };
}

/** Without what says nothing: no share where a charge is flat, no limit where none was met. */
function lineJson(line: LateChargeLine): Record<string, unknown> {
  const { code, amountMinor: amount_minor, rule } = line;
  switch (line.kind) {
    case 'once':
      return { code, ...onceJson(line), amount_minor, rule };
    case 'vat':
      return { code, date: line.date, base_minor: line.baseMinor, percent: line.percent, amount_minor, rule };
    case 'interest':
      return { code, ...interestJson(line), amount_minor, ended_by: line.endedBy, rule };
    case 'limit':
      return { code, before_limit_minor: line.beforeLimitMinor, amount_minor, rule };
    case 'rounding':
      return { code, amount_minor, rule };
    case 'waived':
      return { code, date: line.date, waived: line.waivedCode, by: line.by, reason: line.reason, amount_minor, rule };
    case 'allocation':
      return {
        code,
        date: line.date,
        payment_minor: line.paymentMinor,
        fees_minor: line.feesMinor,
        interest_minor: line.interestMinor,
        principal_minor: line.principalMinor,
        amount_minor,
        rule,
      };
  }
}

function onceJson(line: OnceLine) {
  return {
    date: line.date,
    base_minor: line.baseMinor,
    ...(line.plusMinor > 0 || line.percent === null ? { plus_minor: line.plusMinor } : {}),
    ...(line.percent === null ? {} : { percent: line.percent, over_minor: line.overMinor }),
    ...(line.limit === null ? {} : { limit: line.limit, before_limit_minor: line.beforeLimitMinor }),
    because: line.because.map(reasonJson),
  };
}

function interestJson(line: InterestLine) {
  const rounded = line.dailyMinor === null ? {} : { daily_minor: line.dailyMinor };
  return {
    label: 'latefee.interest',
    from: line.fromDate,
    to: line.toDate,
    days: line.days,
    base_minor: line.baseMinor,
    ...(line.baseExact === null ? {} : { base_exact: line.baseExact }),
    base_from: line.baseFrom,
    rate_percent: line.ratePercent,
    per: line.per,
    ...(line.rateParts.length === 0 ? {} : { rate_parts: line.rateParts }),
    counted: line.counted,
    divisor: String(line.divisor),
    ...rounded,
    formula: line.dailyMinor === null ? 'base x rate x counted / divisor' : 'daily x counted',
    exact: decimalTextOf(exactMinor(line)),
  };
}

function reasonJson(reason: Reason): Record<string, unknown> {
  const { event, date, reachedDate: reached } = reason;
  if (event !== 'reminder') return { event, date, days: reason.days, reached };
  const { nth, channel, clearDays } = reason;
  return { event, date, nth, channel, ...(clearDays === null ? {} : { clear_days: clearDays }), reached };
}
