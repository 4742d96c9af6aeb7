import { z } from 'zod';
import { lateChargePolicyJsonSchema } from '../late-charge/policy-codec.ts';
import { calendarDateSchema, idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

const holderShape = {
  entityId: idSchema,
  customerId: idSchema.nullable().describe('Set where it holds for one customer only.'),
  invoiceId: idSchema.nullable().describe('Set where it holds for one invoice only.'),
};

export const apiLateChargePolicySchema = z
  .strictObject({ id: idSchema, ...holderShape, policy: lateChargePolicyJsonSchema, createdAt: instantSchema })
  .meta({
    id: 'LateChargePolicy',
    description:
      'The one that counts for an invoice is its own, else its customer’s, else its entity’s; of these the newest that was valid when the ' +
      'invoice was issued and made for such a customer.',
  });
export type ApiLateChargePolicy = z.infer<typeof apiLateChargePolicySchema>;
export const apiLateChargePolicyPageSchema = pageSchema(apiLateChargePolicySchema).meta({ id: 'LateChargePolicyPage' });

export const lateChargePolicyFilterSchema = pageQuerySchema.extend({
  entityId: idSchema.optional(),
  customerId: idSchema.optional(),
  invoiceId: idSchema.optional(),
});
export type LateChargePolicyFilter = Omit<z.infer<typeof lateChargePolicyFilterSchema>, 'limit' | 'after'>;

export const newLateChargePolicySchema = z
  .strictObject({
    entityId: idSchema.optional().describe('May be left out where an invoice is named.'),
    customerId: idSchema.optional().describe('Only for this customer of the entity.'),
    invoiceId: idSchema.optional().describe('Only for this invoice.'),
    policy: lateChargePolicyJsonSchema,
  })
  .refine((wanted) => wanted.customerId === undefined || wanted.invoiceId === undefined, {
    path: ['invoiceId'],
    error: 'names one invoice, so leave the customer out',
  })
  .refine((wanted) => wanted.entityId !== undefined || wanted.invoiceId !== undefined, {
    path: ['entityId'],
    error: 'is needed: whose invoices is it for?',
  })
  .meta({ id: 'NewLateChargePolicy' });
export type NewLateChargePolicy = z.infer<typeof newLateChargePolicySchema>;

export const apiLateChargePresetsSchema = z
  .strictObject({
    notice: z.string(),
    items: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        country: z.string().nullable().describe('ISO 3166-1 alpha-2; null for terms of a contract.'),
        lookedUpDate: calendarDateSchema.describe('The day as of which the rules were looked up.'),
        laws: z.array(z.string()),
        sources: z.array(z.string()),
        uncertain: z.array(z.string()).describe('What was not seen in the law itself, or is disputed.'),
        policy: lateChargePolicyJsonSchema,
      }),
    ),
  })
  .meta({ id: 'LateChargePresets' });

export const reminderChannelSchema = z.enum(['email', 'post']);

export const newReminderSchema = z
  .strictObject({
    sentDate: calendarDateSchema.describe('The day it was sent or posted, in the time zone of the entity.'),
    channel: reminderChannelSchema,
  })
  .meta({ id: 'NewReminder' });
export type NewReminder = z.infer<typeof newReminderSchema>;

export const apiReminderSchema = z
  .strictObject({
    id: idSchema,
    level: z.int().positive().describe('1 for the first one sent. Follows from the dates.'),
    sentDate: calendarDateSchema,
    channel: reminderChannelSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Reminder' });
export type ApiReminder = z.infer<typeof apiReminderSchema>;
export const apiRemindersSchema = z.strictObject({ items: z.array(apiReminderSchema) }).meta({ id: 'Reminders' });

const personSchema = z.string().trim().min(1).max(200).describe('Who decides it. The customer sees the name.');
const reasonSchema = z.string().trim().min(1).max(500).describe('Why. The customer sees it.');

export const newWaiverSchema = z
  .strictObject({
    code: z.string().min(1).max(100).optional().describe('Only this charge of the policy; all where left out.'),
    amountMinor: minorSchema.positive().optional().describe('At most this much; all that has arisen where left out.'),
    reason: reasonSchema,
    by: personSchema,
  })
  .meta({ id: 'NewWaiver' });
export type NewWaiver = z.infer<typeof newWaiverSchema>;

export const endWaiverSchema = z.strictObject({ reason: reasonSchema, by: personSchema }).meta({ id: 'EndWaiver' });
export type EndWaiver = z.infer<typeof endWaiverSchema>;

export const apiWaiverSchema = z
  .strictObject({
    id: idSchema,
    waivedDate: calendarDateSchema.describe('What had arisen until this day is given up; what arises later is not.'),
    code: z.string().nullable(),
    amountMinor: minorSchema.nullable(),
    reason: z.string(),
    by: z.string(),
    createdAt: instantSchema,
    ended: z
      .strictObject({ at: instantSchema, by: z.string(), reason: z.string() })
      .nullable()
      .describe('Set where it was taken back: it counts no more.'),
  })
  .meta({ id: 'Waiver' });
export type ApiWaiver = z.infer<typeof apiWaiverSchema>;
export const apiWaiversSchema = z.strictObject({ items: z.array(apiWaiverSchema) }).meta({ id: 'Waivers' });

export const newReferenceRateSchema = z.strictObject({
  series: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'is not a name like ECB_MRO'),
  from: calendarDateSchema.describe('The first day on which it is in force.'),
  to: calendarDateSchema.describe('The last day for which it was published. Beyond it no rate is guessed.'),
  percent: z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/, 'is not a percentage like 2.40'),
  source: z.string().trim().min(1).max(500).describe('Where it was published.'),
});
export type NewReferenceRate = z.infer<typeof newReferenceRateSchema>;

const ratesMax = 1000;
export const newReferenceRatesSchema = z
  .strictObject({
    rates: z.array(
      newReferenceRateSchema.refine((rate) => rate.from <= rate.to, { path: ['to'], error: 'is before from' }),
    ),
  })
  .refine(({ rates }) => rates.length > 0 && rates.length <= ratesMax, {
    path: ['rates'],
    error: `holds 1 to ${ratesMax} rates`,
  })
  .meta({ id: 'NewReferenceRates' });

export const apiReferenceRateSchema = newReferenceRateSchema
  .extend({ loadedAt: instantSchema.nullable().describe('Null where it comes with the program.') })
  .meta({ id: 'ReferenceRate' });
export type ApiReferenceRate = z.infer<typeof apiReferenceRateSchema>;
export const referenceRateFilterSchema = z.strictObject({ series: newReferenceRateSchema.shape.series.optional() });
export const apiReferenceRatesSchema = z.strictObject({ items: z.array(apiReferenceRateSchema) }).meta({
  id: 'ReferenceRates',
  description:
    'Those of the program, then those that were loaded: of two that speak of a day, the later one in this list holds.',
});
export const loadedRatesSchema = z
  .strictObject({ addedCount: z.int().nonnegative(), unchangedCount: z.int().nonnegative() })
  .meta({ id: 'LoadedRates' });
