import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

export const findingKinds = ['unknown_payment', 'found_late', 'amount_differs', 'missing_at_provider'] as const;
export type FindingKind = (typeof findingKinds)[number];

export const apiFindingSchema = z
  .strictObject({
    id: idSchema,
    kind: z
      .enum(findingKinds)
      .describe(
        '`unknown_payment`: money at the provider that bears an id of ours, and nothing here is known of it, as after a restore; book it. ' +
          '`found_late`: no message had told of it; it is booked. `amount_differs`: of a booked payment. `missing_at_provider`: booked here, and ' +
          'unknown there.',
      ),
    provider: z.string(),
    providerReference: z.string(),
    attemptId: idSchema.nullable(),
    amountMinor: minorSchema,
    currency: currencySchema,
    state: z.string().describe('Of the payment, as it was seen last.'),
    foundBy: z.enum(['message', 'comparison']),
    foundAt: instantSchema,
    seenAt: instantSchema,
    resolution: z.enum(['booked', 'set_aside']).nullable(),
    resolvedAt: instantSchema.nullable(),
    note: z.string().nullable(),
    paymentId: idSchema.nullable(),
  })
  .meta({ id: 'PaymentFinding', description: "What a provider's books and ours say differently." });
export type ApiFinding = z.infer<typeof apiFindingSchema>;

export const apiFindingPageSchema = pageSchema(apiFindingSchema).meta({ id: 'PaymentFindingPage' });

export const findingFilterSchema = pageQuerySchema.extend({
  kind: z.enum(findingKinds).optional(),
  isOpen: z
    .literal('true')
    .transform(() => true)
    .optional()
    .describe('Only what nobody has settled yet.'),
});

export const bookFindingSchema = z
  .strictObject({
    paymentReferences: z
      .array(z.string().trim().min(1).max(140))
      .min(1)
      .max(20)
      .optional()
      .describe('Of the baskets or invoices that it was for.'),
    entityId: idSchema
      .optional()
      .describe('With `customerId`, instead of references: for whatever of the customer is due first.'),
    customerId: idSchema.optional(),
    receivedDate: calendarDateSchema.optional().describe('Left out: today.'),
    note: z.string().trim().min(1).max(500).optional(),
    sendReceipt: z.boolean().optional().describe('Whether the customer is mailed a receipt. Left out: no.'),
  })
  .superRefine((given, context) => {
    const isOnAccount = given.entityId !== undefined && given.customerId !== undefined;
    const isMixed = given.paymentReferences !== undefined && (given.entityId ?? given.customerId) !== undefined;
    if (isMixed || (given.paymentReferences === undefined && !isOnAccount))
      context.addIssue({
        code: 'custom',
        path: ['paymentReferences'],
        message: 'say whose it is: either by references, or by entityId and customerId',
      });
  })
  .meta({ id: 'BookFinding', description: 'Whose money it is, as somebody has found out.' });
export type BookFinding = z.infer<typeof bookFindingSchema>;

export const setAsideSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'SetAside', description: 'Why nothing is booked; kept.' });
