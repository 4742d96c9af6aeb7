import { z } from 'zod';
import { calendarDateSchema, minorSchema } from '../schema.ts';

// A late charge policy as merchants write it: the JSON form `latefee-policy/1`. Only what the calculation can do is accepted;
// anything else is refused with the path of the field, so that no rule is silently left out.

const percentSchema = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'is not a percentage like 12.50');

/** The day from which something may be claimed: an event and days after it. */
export const triggerSchema = z.strictObject({ event: z.literal('due'), days: z.int().min(0).max(3650) });
export type Trigger = z.infer<typeof triggerSchema>;

/** A band of a scale: with a base of at least `from`, the charge is plus + percent/100 x (base - over). */
export const bandSchema = z.strictObject({
  from: minorSchema.nonnegative(),
  plus: minorSchema.nonnegative().optional(),
  percent: percentSchema.optional(),
  over: minorSchema.nonnegative().optional(),
});
export type Band = z.infer<typeof bandSchema>;

/** An amount that arises once, on its trigger day, if something is then outstanding. */
export const onceChargeSchema = z.strictObject({
  kind: z.literal('once'),
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  when: triggerSchema.optional(),
  scale: z.array(bandSchema).min(1),
  min: minorSchema.nonnegative().optional(),
  max: minorSchema.nonnegative().optional(),
  law: z.string().optional(),
});
export type OnceCharge = z.infer<typeof onceChargeSchema>;

/** An amount that grows by the day: simple interest at a fixed yearly rate, actual days over 365. */
export const interestChargeSchema = z.strictObject({
  kind: z.literal('interest'),
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  when: triggerSchema.optional(),
  starts: triggerSchema.optional(),
  rate: z.strictObject({ percent: percentSchema, per: z.literal('year') }),
  day_count: z.literal('act/365').optional(),
  law: z.string().optional(),
});
export type InterestCharge = z.infer<typeof interestChargeSchema>;

export const lateChargePolicySchema = z.strictObject({
  schema: z.literal('latefee-policy/1'),
  id: z.string().min(1),
  version: z.int().positive(),
  valid_from: calendarDateSchema,
  audience: z.enum(['b2b', 'b2c', 'any']),
  allocation: z.literal('principal').optional(),
  rounding: z.literal('line').optional(),
  charges: z.array(z.discriminatedUnion('kind', [onceChargeSchema, interestChargeSchema])),
});
export type LateChargePolicy = z.infer<typeof lateChargePolicySchema>;
