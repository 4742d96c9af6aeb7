import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

/** `requested`: it is not known yet whether the provider has it. `accepted`: it has, and no money has left yet. */
export const refundStates = ['requested', 'accepted', 'sent', 'failed'] as const;
export type RefundState = (typeof refundStates)[number];

const partsSchema = z.array(z.strictObject({ invoiceId: idSchema, amountMinor: minorSchema.positive() }));

export const apiRefundSchema = z
  .strictObject({
    id: idSchema,
    paymentId: idSchema,
    reference: z.string().describe('The name under which it was asked for.'),
    amountMinor: minorSchema.positive(),
    currency: currencySchema,
    state: z
      .enum(refundStates)
      .describe(
        '`requested`: not known yet whether the provider has it; it is looked after. `accepted`: no money has left yet. `sent`: it is a ' +
          'reversal of the payment. `failed`: nothing went back, or it came back; asked for again it needs a new reference.',
      ),
    isByHand: z.boolean().describe('Paid out by you, and not by the provider that took the money.'),
    providerReference: z.string().nullable(),
    failure: z.string().nullable().describe('Why it failed.'),
    invoices: partsSchema
      .nullable()
      .describe('From which it was to be taken; null: credit first, then the newest allocation.'),
    note: z.string().nullable(),
    createdAt: instantSchema,
    settledAt: instantSchema.nullable(),
  })
  .meta({ id: 'Refund', description: 'Money of a payment that is given back.' });
export type ApiRefund = z.infer<typeof apiRefundSchema>;

export const apiRefundPageSchema = pageSchema(apiRefundSchema).meta({ id: 'RefundPage' });

export const refundFilterSchema = pageQuerySchema.extend({
  paymentId: idSchema.optional(),
  state: z.enum(refundStates).optional(),
});

export const newRefundSchema = z
  .strictObject({
    reference: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('Your own name of it: the same reference twice is one refund.'),
    amountMinor: minorSchema.positive().optional().describe('Left out: all that is left of the payment.'),
    paidOutDate: calendarDateSchema
      .optional()
      .describe('The day on which you paid it out yourself. Left out: the provider that took the money gives it back.'),
    invoices: partsSchema
      .min(1)
      .max(100)
      .optional()
      .describe(
        'From which invoices it is taken; they are owed again. What they do not cover, and all of it where this is left out, is taken from the ' +
          'credit that is left of the payment, then from what was paid last.',
      ),
    note: z.string().trim().min(1).max(500).nullish(),
  })
  .meta({ id: 'NewRefund', description: 'Never more than what is left of the payment.' });
export type NewRefund = z.infer<typeof newRefundSchema>;
