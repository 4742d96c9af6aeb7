import { z } from 'zod';
import { calculationSchema, type ExplainedCalculation } from './calculation.ts';
import { documentContentSchema, documentKindSchema } from './document.ts';
import { documentStatusSchema } from './document-status.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { transferInstructionsSchema } from './transfer-instructions.ts';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from './schema.ts';

// What the customer's pages are made of: the landing page of a mailed link, the lists, the detail.

/** The legal entity as its customers see it. `logoUrl` and `iconUrl` are paths of ours or null. */
export const entityViewSchema = z.strictObject({
  slug: z.string(),
  name: z.string(),
  legalName: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  accent: z.string(),
  accentDark: z.string().nullable(),
  logoUrl: z.string().nullable(),
  /** Square, for the browser's tab; null: the first letter of the name. */
  iconUrl: z.string().nullable(),
  legalFooter: z.string().nullable(),
});
export type EntityView = z.infer<typeof entityViewSchema>;

export const documentSummarySchema = z.strictObject({
  id: idSchema,
  kind: documentKindSchema,
  number: z.string(),
  entityName: z.string(),
  customerName: z.string(),
  issueDate: calendarDateSchema,
  dueDate: calendarDateSchema,
  currency: currencySchema,
  /** The document's own total. */
  payableMinor: minorSchema,
  /** Owed today, late charges included; 0 for a credit note. */
  amountDueMinor: minorSchema.nonnegative(),
  /** The part of it that is late charges. */
  lateChargesMinor: minorSchema.nonnegative(),
  /** Of a credit note: what is not yet applied to an invoice. */
  unallocatedMinor: minorSchema.nonnegative(),
  status: documentStatusSchema,
  /** Positive when overdue, negative while there is time. */
  daysOverdue: z.int(),
  /** The day the last payment that closed it was received. */
  paidDate: calendarDateSchema.nullable(),
  /** Since when it is disputed; null where it is not. */
  disputedDate: calendarDateSchema.nullable(),
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentPageSchema = z.strictObject({
  documents: z.array(documentSummarySchema),
  /** Give it back as `after` for the next page; null on the last. */
  nextCursor: z.string().nullable(),
});
export type DocumentPage = z.infer<typeof documentPageSchema>;

/** What a list comes to today, a row per currency: amounts of different currencies are never added up. */
export const listTotalsSchema = z.strictObject({
  totals: z.array(
    z.strictObject({
      currency: currencySchema,
      documentsCount: z.int().positive(),
      /** The documents' own totals. */
      payableMinor: minorSchema,
      /** Owed today, late charges included; of open invoices. */
      amountDueMinor: minorSchema.nonnegative(),
      overdueMinor: minorSchema.nonnegative(),
      /** Of credit notes: what is not yet applied to an invoice. */
      unallocatedMinor: minorSchema.nonnegative(),
    }),
  ),
});
export type ListTotals = z.infer<typeof listTotalsSchema>;

/** Too many failed tries: until when this reader cannot pay online, and the time zone of who sent the invoice. */
export const payPauseSchema = z.strictObject({ until: instantSchema, timeZone: z.string() });
export type PayPause = z.infer<typeof payPauseSchema>;

export const documentDetailSchema = z.strictObject({
  summary: documentSummarySchema,
  entity: entityViewSchema,
  content: documentContentSchema,
  /** What the customer finds it by, where the document says something else or nothing. */
  customerReference: z.string().nullable(),
  calculation: calculationSchema,
  /** Credit notes of this invoice, or the invoices of this credit note. */
  related: z.array(
    z.strictObject({ id: idSchema, kind: documentKindSchema, number: z.string(), amountMinor: minorSchema }),
  ),
  payments: z.array(
    z.strictObject({
      id: idSchema,
      receivedDate: calendarDateSchema,
      method: z.string(),
      /** What it brought to this invoice when it was booked. */
      amountMinor: minorSchema,
      /** What of it was taken off the invoice again, in part or in whole, oldest first. */
      wentBack: z.array(
        z.strictObject({
          kind: z.enum(['returned', 'refund', 'dispute']),
          date: calendarDateSchema,
          amountMinor: minorSchema.positive(),
        }),
      ),
      /** A mailed link gives no receipt that names other invoices. */
      hasReceipt: z.boolean(),
    }),
  ),
  files: z.array(
    z.strictObject({
      id: idSchema,
      role: z.enum(['original', 'pdf', 'attachment']),
      fileName: z.string(),
      sizeBytes: z.int(),
    }),
  ),
  canPay: z.boolean(),
  payPause: payPauseSchema.nullable(),
  /** Where a bank transfer of what is owed goes; null where nothing is to be paid, or not so. */
  transfer: transferInstructionsSchema.nullable(),
});
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

/** What an invoice comes to as of a day as the server says, which counts, and what a browser calculates other days from. */
export type CalculationAnswer = { calculation: ExplainedCalculation; facts: InvoiceFacts };

/** Who is asking, for the signed-in pages. */
export const sessionViewSchema = z.strictObject({
  email: z.string(),
  contactName: z.string().nullable(),
  language: z.string(),
  customers: z.array(z.strictObject({ id: idSchema, name: z.string() })),
  entities: z.array(entityViewSchema),
  /** Where the first of them is. */
  today: calendarDateSchema,
  /** Signed in on a device that the person called theirs: only there may anything be kept. */
  isRemembered: z.boolean(),
  authenticatedAt: instantSchema,
  expiresAt: instantSchema,
});
export type SessionView = z.infer<typeof sessionViewSchema>;
