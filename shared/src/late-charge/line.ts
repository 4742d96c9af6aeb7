import { z } from 'zod';
import { calendarDateSchema, minorSchema } from '../schema.ts';

// One line of "see calculation": holds everything needed to recompute its own amount.

/** The charge is its place in the policy; null where a line is about all of them. */
export const ruleSchema = z.strictObject({
  policy: z.string(),
  charge: z.int().nullable(),
  law: z.string().nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;

const common = { code: z.string(), amountMinor: minorSchema, rule: ruleSchema };

/** A deadline that had to pass: the last day that belonged to the debtor is the one before `reachedDate`. */
export const reasonSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.enum(['due', 'issued']),
    date: calendarDateSchema,
    days: z.int(),
    reachedDate: calendarDateSchema,
  }),
  z.strictObject({
    event: z.literal('reminder'),
    date: calendarDateSchema,
    nth: z.int().positive(),
    channel: z.enum(['email', 'post']),
    clearDays: z.int().nullable(),
    reachedDate: calendarDateSchema,
  }),
]);
export type Reason = z.infer<typeof reasonSchema>;

/** A charge that arose on a day: plus + percent/100 x (base - over), then min and max. */
export const onceLineSchema = z.strictObject({
  kind: z.literal('once'),
  ...common,
  date: calendarDateSchema,
  baseMinor: minorSchema,
  plusMinor: minorSchema,
  percent: z.string().nullable(),
  overMinor: minorSchema,
  /** Set where a limit changed the result. */
  limit: z.enum(['min', 'max']).nullable(),
  beforeLimitMinor: minorSchema.nullable(),
  because: z.array(reasonSchema),
});
export type OnceLine = z.infer<typeof onceLineSchema>;

/** VAT on the fixed sum of the line before it: percent/100 x base. */
export const vatLineSchema = z.strictObject({
  kind: z.literal('vat'),
  ...common,
  date: calendarDateSchema,
  baseMinor: minorSchema,
  percent: z.string(),
});
export type VatLine = z.infer<typeof vatLineSchema>;

/** What a rate of a series is made of, from a period on: the parts add up to the rate. */
export const ratePartSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('reference'), series: z.string(), period: z.string(), percent: z.string() }),
  z.strictObject({ what: z.enum(['points', 'rounded_up', 'raised_to_zero']), percent: z.string() }),
]);
export type RatePart = z.infer<typeof ratePartSchema>;

/**
 * Interest over neighbouring days with the same base and rate, both days included: base x rate x counted / divisor, rounded once. With
 * `dailyMinor` (rounded each day) it is dailyMinor x counted.
 */
export const interestLineSchema = z.strictObject({
  kind: z.literal('interest'),
  ...common,
  fromDate: calendarDateSchema,
  toDate: calendarDateSchema,
  days: z.int().positive(),
  baseMinor: minorSchema,
  /** The base to the fraction (`n/d` minor units), where exact interest was added to it. */
  baseExact: z.string().nullable(),
  /** What made the base: `invoice`, `payment:2026-02-10`, `credit_note:…`, `capitalised:…`. */
  baseFrom: z.array(z.string()),
  ratePercent: z.string(),
  per: z.enum(['year', 'month']),
  rateParts: z.array(ratePartSchema),
  /** The days or months as the day count has them, in parts (`divisor`) of the year or month that the rate is for. */
  counted: z.int().nonnegative(),
  divisor: z.int().positive(),
  dailyMinor: minorSchema.nullable(),
  /** Why the line ends where it does. */
  endedBy: z.enum([
    'rate_or_period',
    'payment',
    'credit_note',
    'capitalised',
    'capitalised+as_of',
    'year',
    'waived',
    'as_of',
  ]),
});
export type InterestLine = z.infer<typeof interestLineSchema>;

/** The difference that a minimum or maximum makes to all interest of a charge, claimed lines included. */
export const limitLineSchema = z.strictObject({
  kind: z.literal('limit'),
  ...common,
  limit: z.enum(['min', 'max']),
  beforeLimitMinor: minorSchema,
});
export type LimitLine = z.infer<typeof limitLineSchema>;

/** What rounding once over everything differs from the rounded lines. */
export const roundingLineSchema = z.strictObject({ kind: z.literal('rounding'), ...common });
export type RoundingLine = z.infer<typeof roundingLineSchema>;

/** Given up; negative. */
export const waivedLineSchema = z.strictObject({
  kind: z.literal('waived'),
  ...common,
  date: calendarDateSchema,
  waiverId: z.string().optional(),
  waivedCode: z.string(),
  by: z.string(),
  reason: z.string(),
});
export type WaivedLine = z.infer<typeof waivedLineSchema>;

/** How a payment was split; for information, its own amount is 0. */
export const allocationLineSchema = z.strictObject({
  kind: z.literal('allocation'),
  ...common,
  date: calendarDateSchema,
  paymentMinor: minorSchema,
  feesMinor: minorSchema,
  interestMinor: minorSchema,
  principalMinor: minorSchema,
});
export type AllocationLine = z.infer<typeof allocationLineSchema>;

export const lateChargeLineSchema = z.discriminatedUnion('kind', [
  onceLineSchema,
  vatLineSchema,
  interestLineSchema,
  limitLineSchema,
  roundingLineSchema,
  waivedLineSchema,
  allocationLineSchema,
]);
export type LateChargeLine = z.infer<typeof lateChargeLineSchema>;
