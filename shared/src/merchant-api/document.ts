import { z } from 'zod';
import { calculationSchema } from '../calculation.ts';
import { documentContentSchema, documentKindSchema } from '../document.ts';
import { documentStatusSchema } from '../document-status.ts';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

const summaryShape = {
  id: idSchema,
  kind: documentKindSchema,
  entityId: idSchema,
  customerId: idSchema,
  number: z.string(),
  issueDate: calendarDateSchema,
  dueDate: calendarDateSchema,
  currency: currencySchema,
  payableMinor: minorSchema.describe("The document's own total in whole minor units of its currency."),
  amountDueMinor: minorSchema.nonnegative().describe('Owed today, late charges included; 0 for a credit note.'),
  unallocatedMinor: minorSchema.nonnegative().describe('Of a credit note: what is not yet applied to an invoice.'),
  status: documentStatusSchema,
  daysOverdue: z.int().describe('Positive when overdue, negative while there is time.'),
  paidDate: calendarDateSchema.nullable(),
  paymentReference: z.string().nullable(),
  orderReference: z.string().nullable(),
  customerReference: z
    .string()
    .nullable()
    .describe(
      'What the customer wants to find it by: proposed by the customer and accepted. The file says something else or nothing.',
    ),
  importedAt: instantSchema,
  voidedAt: instantSchema.nullable(),
  disputedAt: instantSchema.nullable(),
  updatedAt: instantSchema.describe(
    'When it was last imported, paid, credited, charged, marked or given a reference by its customer.',
  ),
};

export const apiDocumentSchema = z.strictObject(summaryShape).meta({
  id: 'Document',
  description: 'An invoice or a credit note. Facts are stored; amounts owed and status are worked out as of today.',
});
export type ApiDocument = z.infer<typeof apiDocumentSchema>;

export const apiDocumentPageSchema = pageSchema(apiDocumentSchema).meta({ id: 'DocumentPage' });

export const apiDocumentFileSchema = z.strictObject({
  id: idSchema,
  role: z.enum(['original', 'pdf', 'preview', 'attachment']),
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
});

export const apiDocumentDetailSchema = z
  .strictObject({
    ...summaryShape,
    content: documentContentSchema,
    calculation: calculationSchema,
    /** Credit notes of this invoice, or the invoices of this credit note. */
    related: z.array(
      z.strictObject({ id: idSchema, kind: documentKindSchema, number: z.string(), amountMinor: minorSchema }),
    ),
    files: z.array(apiDocumentFileSchema),
  })
  .meta({ id: 'DocumentDetail' });
export type ApiDocumentDetail = z.infer<typeof apiDocumentDetailSchema>;

const documentFilterShape = {
  entityId: idSchema.optional(),
  customerId: idSchema.optional(),
  number: z.string().min(1).max(200).optional().describe('Exactly this number.'),
  updatedSince: instantSchema
    .optional()
    .describe(
      'Only what has an `updatedAt` at or after this instant. When you go on, start a minute before the largest one seen: what is just being ' +
        'written bears an earlier instant. A payment under way is not a change yet.',
    ),
};

export const invoiceStateSchema = z
  .enum(['open', 'overdue', 'closed', 'disputed', 'void'])
  .describe('open: something is owed. overdue: open, and the due date has passed. closed: paid or credited in full.');
export const invoiceFilterSchema = pageQuerySchema.extend({
  state: invoiceStateSchema.optional(),
  ...documentFilterShape,
});

export const creditNoteStateSchema = z
  .enum(['open', 'closed', 'void'])
  .describe('open: a part is not applied to an invoice yet. closed: all of it is.');
export const creditNoteFilterSchema = pageQuerySchema.extend({
  state: creditNoteStateSchema.optional(),
  ...documentFilterShape,
});

export type DocumentFilter = Omit<z.infer<typeof invoiceFilterSchema>, 'limit' | 'after'>;

export const markReasonSchema = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).describe('Kept with the document, for the merchant only.'),
  })
  .meta({ id: 'Reason' });
