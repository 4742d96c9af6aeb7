import { z } from 'zod';
import { documentDetailSchema, documentSummarySchema, entityViewSchema, payPauseSchema } from './customer-view.ts';

// What the page behind a mailed link is rendered from, on the server and again in the browser.

/** Paths under the link; forms post to them, so that the page works without script. */
export const landingPathsSchema = z.strictObject({
  page: z.string(),
  pdf: z.string(),
  zip: z.string(),
  calendar: z.string(),
  original: z.string(),
  /** GET: what is owed as of a day, with the facts behind it. */
  calculation: z.string(),
  calculationPdf: z.string(),
  /** GET with the id of a payment behind it: the receipt as PDF. */
  receipts: z.string(),
  /** POST: starts a link session and goes on to the pay document. */
  pay: z.string(),
  /** POST: mails a code to the address the link was sent to ("see all my invoices"). */
  signIn: z.string(),
  /** POST: a person has seen the document. */
  seen: z.string(),
});

export const landingSchema = z.discriminatedUnion('level', [
  z.strictObject({
    level: z.literal('locator'),
    language: z.string(),
    entity: entityViewSchema,
    maskedEmail: z.string(),
    paths: landingPathsSchema,
  }),
  z.strictObject({
    level: z.literal('pay_card'),
    language: z.string(),
    entity: entityViewSchema,
    maskedEmail: z.string(),
    paths: landingPathsSchema,
    summary: documentSummarySchema,
    canPay: z.boolean(),
    payPause: payPauseSchema.nullable(),
  }),
  z.strictObject({
    level: z.literal('document'),
    language: z.string(),
    entity: entityViewSchema,
    maskedEmail: z.string(),
    paths: landingPathsSchema,
    detail: documentDetailSchema,
  }),
]);
export type Landing = z.infer<typeof landingSchema>;
