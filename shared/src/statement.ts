import { z } from 'zod';
import { documentKindSchema } from './document.ts';
import { calendarDateSchema, currencySchema, idSchema, minorSchema } from './schema.ts';

// A statement of account: what a customer owed a legal entity in one currency at the start of a period, what happened, what is owed at
// its end. What is owed is positive, in favour of the customer negative.

const whatItChanges = {
  date: calendarDateSchema,
  amountMinor: minorSchema,
  /** What was owed after it: the opening balance with every amount up to here. */
  balanceMinor: minorSchema,
};
const ofDocument = { ...whatItChanges, documentId: idSchema, number: z.string() };

export const statementEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('invoice'), ...ofDocument, dueDate: calendarDateSchema }),
  /** By how much the late charges of one invoice changed within the period: claimed and accrued, less waived. */
  z.strictObject({ kind: z.literal('late_charges'), ...ofDocument }),
  z.strictObject({ kind: z.literal('voided'), ...ofDocument, documentKind: documentKindSchema }),
  z.strictObject({ kind: z.literal('credit_note'), ...ofDocument }),
  z.strictObject({
    kind: z.literal('payment'),
    ...whatItChanges,
    method: z.string(),
    /** The invoices that it was applied to when it was booked. */
    paidNumbers: z.array(z.string()),
  }),
  /** Money of a payment that went back. */
  z.strictObject({
    kind: z.literal('reversal'),
    ...whatItChanges,
    reason: z.enum(['returned', 'refund', 'dispute']),
    method: z.string(),
  }),
]);
export type StatementEntry = z.infer<typeof statementEntrySchema>;

/** What is owed by open invoices, by the days they are overdue. */
export const ageingSchema = z.strictObject({
  notDueMinor: minorSchema.nonnegative(),
  days1To30Minor: minorSchema.nonnegative(),
  days31To60Minor: minorSchema.nonnegative(),
  days61To90Minor: minorSchema.nonnegative(),
  over90DaysMinor: minorSchema.nonnegative(),
});
export type Ageing = z.infer<typeof ageingSchema>;

const statementShape = {
  fromDate: calendarDateSchema,
  /** The last day; what happened on it counts. */
  toDate: calendarDateSchema,
  currency: currencySchema,
  openingMinor: minorSchema,
  entries: z.array(statementEntrySchema),
  /** `dueMinor` less `creditMinor`. */
  closingMinor: minorSchema,
  /** The amounts due of the invoices that are open at the end, as lists show them. The parts of `ageing` add up to it. */
  dueMinor: minorSchema.nonnegative(),
  ageing: ageingSchema,
  /** What payments and credit notes brought beyond what invoices took. */
  creditMinor: minorSchema,
};

export const statementSchema = z.strictObject(statementShape);
export type Statement = z.infer<typeof statementSchema>;

const partyShape = {
  customer: z.strictObject({ id: idSchema, name: z.string() }),
  entity: z.strictObject({ id: idSchema, name: z.string() }),
};

export const accountStatementSchema = z.strictObject({ ...partyShape, ...statementShape }).meta({
  id: 'Statement',
  description: 'What was owed before a period, what happened in it, what is owed at its end.',
});
export type AccountStatement = z.infer<typeof accountStatementSchema>;

/** What there can be statements of: a customer and an entity that had anything to do with each other, in one currency. */
export const statementAccountSchema = z.strictObject({
  ...partyShape,
  currency: currencySchema,
  /** When it began. */
  firstDate: calendarDateSchema,
  /** Where the entity is. */
  today: calendarDateSchema,
});
export type StatementAccount = z.infer<typeof statementAccountSchema>;
