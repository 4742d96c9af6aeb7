import { z } from 'zod';
import { calendarDateSchema, currencySchema, minorSchema } from './schema.ts';

// The content of an invoice or credit note, with the terms of EN 16931 (business term ids in brackets).
// All `…Minor` fields are whole minor units of the document's currency.

export const documentKinds = ['invoice', 'credit_note'] as const;
export const documentKindSchema = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof documentKindSchema>;

export const postalAddressSchema = z.strictObject({
  lines: z.array(z.string()),
  city: z.string().nullable(),
  postalCode: z.string().nullable(),
  region: z.string().nullable(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().nullable(),
});
export type PostalAddress = z.infer<typeof postalAddressSchema>;

/** An identifier with the scheme that gives it meaning (ISO 6523 or EAS code list). */
export const identifierSchema = z.strictObject({ scheme: z.string().nullable(), value: z.string() });
export type Identifier = z.infer<typeof identifierSchema>;

export const partySchema = z.strictObject({
  /** Registered name (BT-27, BT-44). */
  name: z.string(),
  /** What it is known by (BT-28, BT-45). */
  tradingName: z.string().nullable(),
  vatNumber: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  endpoint: identifierSchema.nullable(),
  address: postalAddressSchema,
  contactName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Party = z.infer<typeof partySchema>;

export const documentLineSchema = z.strictObject({
  /** BT-126 */
  lineId: z.string(),
  /** BT-153 */
  name: z.string(),
  description: z.string().nullable(),
  note: z.string().nullable(),
  /** Decimal text: quantities are not money and keep their own precision. */
  quantity: z.string(),
  /** UN/ECE Recommendation 20 or 21. */
  unitCode: z.string().nullable(),
  /** Decimal text, price of `priceBaseQuantity` units (BT-146); may have more decimals than the currency. */
  unitPrice: z.string(),
  priceBaseQuantity: z.string().nullable(),
  /** BT-131 */
  netMinor: minorSchema,
  /** UNCL 5305: S, Z, E, AE, K, G, O, L, M, B. */
  vatCategory: z.string(),
  /** Decimal text in percent; null where the category has none. */
  vatRate: z.string().nullable(),
});
export type DocumentLine = z.infer<typeof documentLineSchema>;

/** An allowance (lowers) or charge (raises) on the document level (BG-20, BG-21). */
export const allowanceChargeSchema = z.strictObject({
  kind: z.enum(['allowance', 'charge']),
  reason: z.string().nullable(),
  amountMinor: minorSchema,
  vatCategory: z.string().nullable(),
  vatRate: z.string().nullable(),
});
export type AllowanceCharge = z.infer<typeof allowanceChargeSchema>;

/** BG-23 */
export const taxSubtotalSchema = z.strictObject({
  taxableMinor: minorSchema,
  taxMinor: minorSchema,
  vatCategory: z.string(),
  vatRate: z.string().nullable(),
  exemptionReason: z.string().nullable(),
});
export type TaxSubtotal = z.infer<typeof taxSubtotalSchema>;

/** BG-22 */
export const documentTotalsSchema = z.strictObject({
  linesNetMinor: minorSchema,
  allowancesMinor: minorSchema,
  chargesMinor: minorSchema,
  taxExclusiveMinor: minorSchema,
  taxMinor: minorSchema,
  taxInclusiveMinor: minorSchema,
  prepaidMinor: minorSchema,
  roundingMinor: minorSchema,
  /** BT-115: what this document asks for. */
  payableMinor: minorSchema,
});
export type DocumentTotals = z.infer<typeof documentTotalsSchema>;

/** Where a bank transfer goes and what it must say (BG-17, BT-83). */
export const transferDetailsSchema = z.strictObject({
  iban: z.string(),
  bic: z.string().nullable(),
  accountName: z.string().nullable(),
});
export type TransferDetails = z.infer<typeof transferDetailsSchema>;

export const documentContentSchema = z.strictObject({
  kind: documentKindSchema,
  /** BT-1 */
  number: z.string(),
  issueDate: calendarDateSchema,
  /** BT-9; null on most credit notes. */
  dueDate: calendarDateSchema.nullable(),
  currency: currencySchema,
  seller: partySchema,
  buyer: partySchema,
  /** BT-10 */
  buyerReference: z.string().nullable(),
  /** BT-13 */
  orderReference: z.string().nullable(),
  /** BT-83: what the payer must quote. */
  paymentReference: z.string().nullable(),
  paymentTerms: z.string().nullable(),
  transfers: z.array(transferDetailsSchema),
  notes: z.array(z.string()),
  /** BT-73, BT-74 */
  periodStartDate: calendarDateSchema.nullable(),
  periodEndDate: calendarDateSchema.nullable(),
  deliveryDate: calendarDateSchema.nullable(),
  /** BT-25: numbers of the invoices a credit note lowers. */
  precedingInvoices: z.array(z.string()),
  lines: z.array(documentLineSchema),
  allowanceCharges: z.array(allowanceChargeSchema),
  taxSubtotals: z.array(taxSubtotalSchema),
  totals: documentTotalsSchema,
});
export type DocumentContent = z.infer<typeof documentContentSchema>;
