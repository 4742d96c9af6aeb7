import { z } from 'zod';
import { calendarDateSchema, minorSchema } from '../schema.ts';

// One line of "see calculation": holds everything needed to recompute its own amount.

const ruleSchema = z.strictObject({ policy: z.string(), charge: z.int(), law: z.string().nullable() });

/** A charge that arose on a day: plus + percent/100 x (base - over), then min and max. */
export const onceLineSchema = z.strictObject({
  kind: z.literal('once'),
  code: z.string(),
  date: calendarDateSchema,
  baseMinor: minorSchema,
  plusMinor: minorSchema,
  percent: z.string().nullable(),
  overMinor: minorSchema,
  /** Set where a limit changed the result. */
  limit: z.enum(['min', 'max']).nullable(),
  beforeLimitMinor: minorSchema.nullable(),
  amountMinor: minorSchema,
  rule: ruleSchema,
});

/** Interest over neighbouring days with the same base and rate: base x rate x days / divisor. Both days are included. */
export const interestLineSchema = z.strictObject({
  kind: z.literal('interest'),
  code: z.string(),
  fromDate: calendarDateSchema,
  toDate: calendarDateSchema,
  days: z.int().positive(),
  baseMinor: minorSchema,
  ratePercent: z.string(),
  per: z.literal('year'),
  divisor: z.int(),
  /** Why the line ends where it does. */
  endedBy: z.enum(['payment', 'credit_note', 'as_of']),
  amountMinor: minorSchema,
  rule: ruleSchema,
});

export const lateChargeLineSchema = z.discriminatedUnion('kind', [onceLineSchema, interestLineSchema]);
export type OnceLine = z.infer<typeof onceLineSchema>;
export type InterestLine = z.infer<typeof interestLineSchema>;
export type LateChargeLine = z.infer<typeof lateChargeLineSchema>;
