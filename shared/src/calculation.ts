import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from './schema.ts';
import { lateChargeLineSchema, ruleSchema } from './late-charge/line.ts';

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

/** A charge of the policy of an open invoice that has brought nothing yet, and what it brings first if nothing happens until then. */
export const notDueChargeSchema = z.strictObject({
  code: z.string(),
  kind: z.enum(['once', 'interest']),
  rule: ruleSchema,
  /** `period`: the first day or month of interest is not over. `below_scale`: nothing is claimed on so little. */
  reason: z.enum(['trigger', 'nothing_outstanding', 'below_scale', 'period', 'rate_unknown']),
  /** The first as-of day with a line; null where none would come. */
  firstDate: calendarDateSchema.nullable(),
  /** The first day supposes that the reminder that is missing is sent by e-mail on this day; null where none is. */
  ifRemindedDate: calendarDateSchema.nullable(),
  /** Its lines as of the first day; none too where the rate of that day is not published. */
  firstLines: z.array(lateChargeLineSchema),
});
export type NotDueCharge = z.infer<typeof notDueChargeSchema>;

const calculationShape = {
  asOfDate: calendarDateSchema,
  currency: currencySchema,
  entries: z.array(calculationEntrySchema),
  amountDueMinor: minorSchema.nonnegative(),
  notDue: z.array(notDueChargeSchema),
  /** The part of the amount due that is late charges not yet charged. */
  accruedMinor: minorSchema.nonnegative(),
  /** On its way: payments that were started and are not final. Not yet taken off the amount due. */
  pendingMinor: minorSchema.nonnegative(),
  /** Interest that is left out, from which day on, because the rate it follows is not published for that day: it is not guessed. */
  unknownRates: z.array(z.strictObject({ series: z.string(), fromDate: calendarDateSchema })),
};
export const calculationSchema = z.strictObject(calculationShape);
export type Calculation = z.infer<typeof calculationSchema>;

/** The part of it that adds up, which lists, quotes and statements need too. */
export type AmountDue = Omit<Calculation, 'notDue'>;

/** What happened, by the day it bears and the day from which it counts; amounts as in the entries. */
const calculationEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['payment', 'credit_note', 'reversal']),
    date: calendarDateSchema,
    effectiveDate: calendarDateSchema,
    amountMinor: minorSchema,
  }),
  z.strictObject({ kind: z.literal('reminder'), date: calendarDateSchema, channel: z.enum(['email', 'post']) }),
  z.strictObject({
    kind: z.literal('waiver'),
    date: calendarDateSchema,
    code: z.string().nullable(),
    amountMinor: minorSchema.nullable(),
    by: z.string(),
    reason: z.string(),
  }),
]);

/** A published rate that a line of interest took. */
const usedRateSchema = z.strictObject({
  series: z.string(),
  fromDate: calendarDateSchema,
  toDate: calendarDateSchema,
  percent: z.string(),
  source: z.string(),
});
export type UsedRate = z.infer<typeof usedRateSchema>;

/** A calculation with everything that it came from, so that it can be done again. */
export const explainedCalculationSchema = z
  .strictObject({
    ...calculationShape,
    calculatedAt: instantSchema,
    policy: z.strictObject({ id: z.string(), version: z.int().positive() }).nullable(),
    rates: z.array(usedRateSchema),
    events: z.array(calculationEventSchema),
  })
  .meta({ id: 'Calculation', description: 'From the invoice total to the amount due, with all that it came from.' });
export type ExplainedCalculation = z.infer<typeof explainedCalculationSchema>;
export type CalculationEvent = ExplainedCalculation['events'][number];
