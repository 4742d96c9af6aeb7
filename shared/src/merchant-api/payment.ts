import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

export const apiPaymentSchema = z
  .strictObject({
    id: idSchema,
    entityId: idSchema,
    customerId: idSchema,
    provider: z.string().describe('`manual` for what the merchant recorded.'),
    reference: z.string().describe("The provider's own name of the money, or the one it was recorded under."),
    method: z.string(),
    amountMinor: minorSchema.positive(),
    currency: currencySchema,
    receivedDate: calendarDateSchema,
    note: z.string().nullable(),
    paymentReferences: z
      .array(z.string())
      .describe('Of baskets or invoices, under which its payer sent it, as they were shown to the payer.'),
    /** Net of what went back. */
    allocations: z.array(z.strictObject({ invoiceId: idSchema, number: z.string(), amountMinor: minorSchema })),
    unallocatedMinor: minorSchema.nonnegative().describe('Left over: credit of the customer.'),
    reversals: z.array(
      z.strictObject({
        kind: z.enum(['returned', 'refund', 'dispute']),
        amountMinor: minorSchema.positive(),
        reversedDate: calendarDateSchema,
      }),
    ),
    createdAt: instantSchema,
  })
  .meta({ id: 'Payment', description: 'Money received, booked once, never changed.' });
export type ApiPayment = z.infer<typeof apiPaymentSchema>;

export const apiPaymentPageSchema = pageSchema(apiPaymentSchema).meta({ id: 'PaymentPage' });

export const paymentFilterSchema = pageQuerySchema.extend({
  entityId: idSchema.optional(),
  customerId: idSchema.optional(),
  invoiceId: idSchema.optional().describe('Only payments that were applied to this invoice.'),
  hasCredit: z
    .literal('true')
    .transform(() => true)
    .optional()
    .describe('Only payments of which something is left as credit of the customer.'),
});

/** How money came that no provider of ours collected. */
export const receivedMethodSchema = z.enum(['transfer', 'cash', 'card', 'debit', 'other']);

export const newPaymentSchema = z
  .strictObject({
    reference: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe(
        "Your own name of this money, such as the bank's id of the entry: the same reference twice is one payment.",
      ),
    method: receivedMethodSchema,
    receivedDate: calendarDateSchema,
    note: z.string().trim().min(1).max(500).nullish(),
    amountMinor: minorSchema
      .positive()
      .optional()
      .describe('What came. Left out: exactly what was owed of the invoices on the day it was received.'),
    currency: currencySchema
      .optional()
      .describe(
        'Needed where neither an invoice nor a reference is named. Another one than that of the references: credit of the customer.',
      ),
    paymentReferences: z
      .array(z.string().trim().min(1).max(140))
      .min(1)
      .max(20)
      .optional()
      .describe(
        'What the payer wrote: of a basket (`RF56 5390 0754 70` or `+++539/0075/47034+++`) or of one invoice, however it is spaced. ' +
          'What the basket holds is paid in its order; with `invoices`, these say what gets how much. Needs `amountMinor`.',
      ),
    invoices: z
      .array(
        z.strictObject({
          invoiceId: idSchema,
          amountMinor: minorSchema
            .positive()
            .optional()
            .describe('Left out: what was owed of it on the day the money was received, as far as the money goes.'),
        }),
      )
      .min(1)
      .max(100)
      .optional()
      .describe('What the money is for. Left out, and without references: whatever of the customer is due first.'),
    entityId: idSchema.optional().describe('Needed where no invoice or reference is named.'),
    customerId: idSchema.optional().describe('Needed where no invoice or reference is named.'),
    sendReceipt: z
      .boolean()
      .optional()
      .describe(
        'Whether the customer is mailed a receipt. Left out: where the money came in the last seven days, so that loading old payments mails nobody.',
      ),
  })
  .superRefine((payment, context) => {
    const named = payment.invoices !== undefined || payment.paymentReferences !== undefined;
    if (payment.paymentReferences && payment.amountMinor === undefined)
      context.addIssue({ code: 'custom', path: ['amountMinor'], message: 'is needed with a reference: what came' });
    for (const field of ['entityId', 'customerId', 'currency', 'amountMinor'] as const) {
      const isMissing = !named && payment[field] === undefined;
      const isTooMuch = named && (field === 'entityId' || field === 'customerId') && payment[field] !== undefined;
      if (isMissing)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'is needed where no invoice or reference is named',
        });
      if (isTooMuch)
        context.addIssue({ code: 'custom', path: [field], message: 'follows from what is named; leave it out' });
    }
  })
  .meta({ id: 'NewPayment', description: 'Money that you received and write down by hand.' });
export type NewPayment = z.infer<typeof newPaymentSchema>;
