import { z } from 'zod';
import { calendarDateSchema, minorSchema } from '../schema.ts';
import type { Band, Charge, ClaimTrigger, InterestCharge, LateChargePolicy, OnceCharge, Trigger } from './policy.ts';
import { refusePolicy } from './refuse-policy.ts';

// A late charge policy as merchants write it: the JSON form `latefee-policy/1`. What is not written in it is refused with the path of
// the field, so that no rule is silently left out; what may be left out has its default here. What may be long has a limit: every line of
// every calculation repeats it, on the one server of several merchants.

const percentSchema = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'is not a percentage like 12.50');
const codeSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, 'is not a code like recovery_fee');
const amountSchema = minorSchema.nonnegative().max(10 ** 12);
const daysSchema = z.int().min(0).max(3650);
/** A weekend lies between a transfer on Friday evening and its arrival. */
const usualTransferDays = 3;
const triggersMax = 10;
const timesSchema = z.int().min(1).max(1000).optional();

const dateTriggerSchema = z.strictObject({ event: z.enum(['due', 'issued']), days: daysSchema });

const reminderTriggerSchema = z.strictObject({
  event: z.literal('reminder'),
  nth: z.int().min(1).max(99),
  days: daysSchema.optional(),
  clear_days: daysSchema.optional(),
  post_start: z.union([z.literal('third_working_day'), z.int().min(1).max(30)]).optional(),
  holidays: z.array(calendarDateSchema).max(1000).optional(),
});

const claimTriggerSchema = z.discriminatedUnion('event', [dateTriggerSchema, reminderTriggerSchema]);

const triggerSchema = z.discriminatedUnion('event', [
  dateTriggerSchema,
  reminderTriggerSchema,
  z.strictObject({ event: z.literal('claimable'), days: daysSchema.optional() }),
]);

const bandSchema = z.strictObject({
  from: amountSchema.optional(),
  plus: amountSchema.optional(),
  percent: percentSchema.optional(),
  over: amountSchema.optional(),
});

const commonShape = {
  code: codeSchema,
  when: either(Array.isArray, z.array(claimTriggerSchema).min(1).max(triggersMax), claimTriggerSchema).optional(),
  base: z.enum(['outstanding', 'original']).optional(),
  min: amountSchema.optional(),
  max: amountSchema.optional(),
  law: z.string().max(300).optional(),
};

const onceChargeSchema = z.strictObject({
  kind: z.literal('once'),
  ...commonShape,
  scale: z.array(bandSchema).min(1).max(50),
  repeat: either(
    (value) => hasKey(value, 'every_months'),
    z.strictObject({ every_months: z.int().min(1).max(120), times: timesSchema }),
    z.strictObject({ every_days: z.int().min(1).max(3650), times: timesSchema }),
  ).optional(),
  vat_percent: percentSchema.optional(),
});

const rateSchema = either(
  (value) => hasKey(value, 'series'),
  z.strictObject({
    series: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'is not the code of a rate series like ECB_MRO'),
    add: percentSchema.optional(),
    round_up_to: percentSchema.optional(),
    hold: z.enum(['half_year', 'at_start']).optional(),
  }),
  z.strictObject({ percent: percentSchema, per: z.enum(['year', 'month']).optional() }),
);

const interestChargeSchema = z.strictObject({
  kind: z.literal('interest'),
  ...commonShape,
  starts: either(Array.isArray, z.array(triggerSchema).min(1).max(triggersMax), triggerSchema).optional(),
  ends: z.enum(['payment_day_included', 'payment_day_excluded']).optional(),
  rate: rateSchema,
  day_count: z
    .enum(['act/365', 'act/act', 'act/360', '30e/360', 'months_whole', 'months_started', 'months_prorata'])
    .optional(),
  compound: z
    .strictObject({
      every: z.enum(['year', 'month', 'calendar_year']),
      carry: z.enum(['rounded', 'exact']).optional(),
    })
    .optional(),
});

/** The JSON as it stands, defaults left out, contradictions refused. */
export const lateChargePolicyJsonSchema = z
  .strictObject({
    schema: z.literal('latefee-policy/1'),
    id: z.string().min(1).max(100),
    version: z.int().positive().max(1_000_000),
    valid_from: calendarDateSchema,
    audience: z.enum(['b2b', 'b2c', 'any']),
    allocation: z.enum(['principal', 'costs_interest_principal']).optional(),
    rounding: z.enum(['line', 'day', 'total']).optional(),
    transfer_days: z.int().min(0).max(30).optional(),
    charges: z.array(z.discriminatedUnion('kind', [onceChargeSchema, interestChargeSchema])).max(20),
  })
  .superRefine(refusePolicy);
export type LateChargePolicyJson = z.infer<typeof lateChargePolicyJsonSchema>;

export const lateChargePolicySchema = lateChargePolicyJsonSchema.transform(readPolicy);

/** Of JSON that was checked before, as the one in the database was. */
export function readPolicy(json: LateChargePolicyJson): LateChargePolicy {
  const { id, version, valid_from: validFromDate, audience, allocation = 'principal', rounding = 'line' } = json;
  const transferDays = json.transfer_days ?? usualTransferDays;
  return {
    id,
    version,
    validFromDate,
    audience,
    allocation,
    rounding,
    transferDays,
    charges: json.charges.map(chargeOf),
  };
}

function chargeOf(json: LateChargePolicyJson['charges'][number]): Charge {
  return json.kind === 'once' ? onceOf(json) : interestOf(json);
}

function onceOf(json: z.infer<typeof onceChargeSchema>): OnceCharge {
  const { repeat } = json;
  const times = repeat?.times ?? null;
  return {
    kind: 'once',
    ...commonOf(json),
    scale: json.scale.map(bandOf),
    repeat: repeat
      ? 'every_days' in repeat
        ? { every: repeat.every_days, unit: 'day', times }
        : { every: repeat.every_months, unit: 'month', times }
      : null,
    vatPercent: json.vat_percent ?? null,
  };
}

function interestOf(json: z.infer<typeof interestChargeSchema>): InterestCharge {
  return {
    kind: 'interest',
    ...commonOf(json),
    starts: listOf(json.starts).map(triggerOf),
    ends: json.ends ?? 'payment_day_included',
    rate: rateOf(json.rate),
    dayCount: json.day_count ?? 'act/365',
    compound: json.compound ? { every: json.compound.every, carry: json.compound.carry ?? 'rounded' } : null,
  };
}

function commonOf({ code, when, base = 'outstanding', min, max, law }: LateChargePolicyJson['charges'][number]) {
  return {
    code,
    when: listOf(when).map(claimTriggerOf),
    base,
    minMinor: min ?? null,
    maxMinor: max ?? null,
    law: law ?? null,
  };
}

function bandOf({ from = 0, plus = 0, percent, over = 0 }: z.infer<typeof bandSchema>): Band {
  return { fromMinor: from, plusMinor: plus, percent: percent ?? null, overMinor: over };
}

function rateOf(json: z.infer<typeof rateSchema>): InterestCharge['rate'] {
  if ('percent' in json) return { kind: 'fixed', percent: json.percent, per: json.per ?? 'year' };
  const { series, add = '0', round_up_to: roundUpTo = null, hold = 'half_year' } = json;
  return { kind: 'series', series, add, roundUpTo, hold };
}

/** One of two forms. A plain union would only say that neither fits; this says what is wrong with the one that is meant. */
function either<A extends z.ZodType, B extends z.ZodType>(isFirst: (value: unknown) => boolean, first: A, second: B) {
  return z.preprocess(
    (value, context) => {
      const { error } = (isFirst(value) ? first : second).safeParse(value);
      for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
      return value;
    },
    z.union([first, second]),
  );
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value;
}

/** Left out, it is the day after the due date. */
function listOf<T>(triggers: T | T[] | undefined): (T | { event: 'due'; days: number })[] {
  if (triggers === undefined) return [{ event: 'due', days: 1 }];
  return Array.isArray(triggers) ? triggers : [triggers];
}

function triggerOf(json: z.infer<typeof triggerSchema>): Trigger {
  return json.event === 'claimable' ? { event: 'claimable', days: json.days ?? 0 } : claimTriggerOf(json);
}

function claimTriggerOf(json: z.infer<typeof claimTriggerSchema>): ClaimTrigger {
  if (json.event !== 'reminder') return json;
  const { event, nth, clear_days: clearDays } = json;
  if (clearDays === undefined) return { event, nth, days: json.days ?? 0, clearDays: null };
  return { event, nth, clearDays, postStart: json.post_start ?? null, holidays: json.holidays ?? [] };
}
