import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, minorSchema } from './schema.ts';
import { lateChargeLineSchema } from './late-charge/line.ts';

// "See calculation": from the invoice total to the amount due, line by line. The entries add up to `amountDueMinor`.

export const calculationEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('invoice'), date: calendarDateSchema, amountMinor: minorSchema }),
  z.strictObject({
    kind: z.literal('credit_note'),
    date: calendarDateSchema,
    number: z.string(),
    documentId: idSchema,
    amountMinor: minorSchema.negative(),
  }),
  z.strictObject({
    kind: z.literal('payment'),
    date: calendarDateSchema,
    method: z.string(),
    amountMinor: minorSchema.negative(),
  }),
  /** Money of an earlier payment that went back. */
  z.strictObject({
    kind: z.literal('reversal'),
    date: calendarDateSchema,
    method: z.string(),
    amountMinor: minorSchema.positive(),
  }),
  /** `accrued`: a preview as of today; `charged`: claimed, no longer changes. A waiver is a negative charged entry. */
  z.strictObject({
    kind: z.literal('late_charge'),
    status: z.enum(['accrued', 'charged']),
    line: lateChargeLineSchema,
    amountMinor: minorSchema,
  }),
  /** Makes the entries add up where nothing is owed: the invoice was voided, or asks for less than nothing (`credit`: the customer gets money). */
  z.strictObject({ kind: z.literal('not_owed'), reason: z.enum(['voided', 'credit']), amountMinor: minorSchema }),
]);
export type CalculationEntry = z.infer<typeof calculationEntrySchema>;

export const calculationSchema = z.strictObject({
  asOfDate: calendarDateSchema,
  currency: currencySchema,
  entries: z.array(calculationEntrySchema),
  amountDueMinor: minorSchema.nonnegative(),
  /** The part of the amount due that is late charges not yet charged. */
  accruedMinor: minorSchema.nonnegative(),
  /** On its way: payments that were started and are not final. Not yet taken off the amount due. */
  pendingMinor: minorSchema.nonnegative(),
});
export type Calculation = z.infer<typeof calculationSchema>;
