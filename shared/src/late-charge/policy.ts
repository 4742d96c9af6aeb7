import { z } from 'zod';
import { calendarDateSchema, minorSchema } from '../schema.ts';

// A late charge policy as merchants write it: the JSON form `latefee-policy/1`. Only what the calculation can do is accepted;
// anything else is refused with the path of the field, so that no rule is silently left out.

const percentSchema = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'is not a percentage like 12.50');

const codeSchema = z.string().regex(/^[a-z][a-z0-9_]*$/, 'is not a code like recovery_fee');

/** A day: an event and days after it. */
export const triggerSchema = z.strictObject({ event: z.literal('due'), days: z.int().min(0).max(3650) });
export type Trigger = z.infer<typeof triggerSchema>;

/** The day from which something may be claimed. Never the due date itself: who pays on it has paid in time. */
const claimTriggerSchema = triggerSchema.extend({ days: z.int().min(1).max(3650) });

/** A band of a scale: with a base of at least `from`, the charge is plus + percent/100 x (base - over). */
export const bandSchema = z
  .strictObject({
    from: minorSchema.nonnegative().optional(),
    plus: minorSchema.nonnegative().optional(),
    percent: percentSchema.optional(),
    over: minorSchema.nonnegative().optional(),
  })
  .refine((band) => (band.over ?? 0) <= (band.from ?? 0), { path: ['over'], error: 'is above where the band begins' });
export type Band = z.infer<typeof bandSchema>;

/** An amount that arises once, on its trigger day, if something is then outstanding. */
export const onceChargeSchema = z
  .strictObject({
    kind: z.literal('once'),
    code: codeSchema,
    when: claimTriggerSchema.optional(),
    base: z.literal('outstanding').optional(),
    scale: z.array(bandSchema).min(1),
    min: minorSchema.nonnegative().optional(),
    max: minorSchema.nonnegative().optional(),
    law: z.string().optional(),
  })
  .refine((charge) => (charge.min ?? 0) <= (charge.max ?? Infinity), { path: ['max'], error: 'is below min' })
  .refine((charge) => areDistinct(charge.scale.map((band) => band.from ?? 0)), {
    path: ['scale'],
    error: 'has two bands that begin at the same base',
  });
export type OnceCharge = z.infer<typeof onceChargeSchema>;

/** An amount that grows by the day: simple interest at a fixed yearly rate, actual days over 365. */
export const interestChargeSchema = z.strictObject({
  kind: z.literal('interest'),
  code: codeSchema,
  when: claimTriggerSchema.optional(),
  starts: triggerSchema.optional(),
  ends: z.literal('payment_day_included').optional(),
  base: z.literal('outstanding').optional(),
  rate: z.strictObject({ percent: percentSchema, per: z.literal('year').optional() }),
  day_count: z.literal('act/365').optional(),
  law: z.string().optional(),
});
export type InterestCharge = z.infer<typeof interestChargeSchema>;

export const lateChargePolicySchema = z
  .strictObject({
    schema: z.literal('latefee-policy/1'),
    id: z.string().min(1),
    version: z.int().positive(),
    valid_from: calendarDateSchema,
    audience: z.enum(['b2b', 'b2c', 'any']),
    allocation: z.literal('principal').optional(),
    rounding: z.literal('line').optional(),
    charges: z.array(z.discriminatedUnion('kind', [onceChargeSchema, interestChargeSchema])),
  })
  // What was claimed already is recognised by its code.
  .refine((policy) => areDistinct(policy.charges.map((charge) => charge.code)), {
    path: ['charges'],
    error: 'has two charges of the same code',
  });
export type LateChargePolicy = z.infer<typeof lateChargePolicySchema>;

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
