import { z } from 'zod';
import { calendarDateSchema, idSchema, minorSchema } from './schema.ts';

/** What is paid of one invoice in one go with others. */
export const payShareSchema = z.strictObject({
  id: idSchema,
  number: z.string(),
  dueDate: calendarDateSchema,
  daysOverdue: z.int(),
  /** Owed of it. */
  dueMinor: minorSchema.positive(),
  /** All of that, or a part. */
  amountMinor: minorSchema.positive(),
  /** The part of `amountMinor` that is late charges. */
  lateChargesMinor: minorSchema.nonnegative(),
});
export type PayShare = z.infer<typeof payShareSchema>;

/** Credit of the customer that pays a part: what is left of a credit note, or of money that came before (no number). */
export const paidByCreditSchema = z.strictObject({
  id: idSchema,
  number: z.string().nullable(),
  date: calendarDateSchema,
  amountMinor: minorSchema.positive(),
});
export type PaidByCredit = z.infer<typeof paidByCreditSchema>;

/** What a draft says that is to be paid, in the order of due dates. */
export const payDraftSchema = z.strictObject({
  id: idSchema,
  /** As people read it. */
  reference: z.string(),
  /** What is left to pay once credit is taken off; nothing where credit covers all of it. */
  totalMinor: minorSchema.nonnegative(),
  credits: z.array(paidByCreditSchema),
  /** Paid by credit alone, which covered it. */
  isSettled: z.boolean(),
  invoices: z.array(payShareSchema).min(1),
  /** Of the invoices that were left out when it took another's place, because nothing is owed of them any more. */
  droppedNumbers: z.array(z.string()),
  /** False: it is too old, or something else is owed by now. It has to be renewed before it can be paid. */
  isCurrent: z.boolean(),
  /** The payer's own attempt that pays or has paid it. */
  attemptId: idSchema.nullable(),
});
export type PayDraft = z.infer<typeof payDraftSchema>;
