import { z } from 'zod';
import { calendarDateSchema, minorSchema } from './schema.ts';

/** What a customer is told of that happened to a document of theirs, the newest last. */
export const documentEventKinds = [
  'issued',
  'sent',
  'reminder_recorded',
  'charges_claimed',
  'charges_waived',
  'waiver_ended',
  'payment_received',
  'credit_note_applied',
  'credit_used',
  'transfer_announced',
  'paid',
  'credited',
  'payment_reversed',
  'voided',
  'dispute_opened',
  'dispute_ended',
  'change_proposed',
  'change_accepted',
  'change_declined',
  'change_withdrawn',
] as const;

export const documentEventSchema = z.strictObject({
  kind: z.enum(documentEventKinds),
  /** Where the entity is. */
  date: calendarDateSchema,
  /** Null where no amount belongs to it. */
  amountMinor: minorSchema.nullable(),
  /** Of the contact that it was mailed to. */
  email: z.string().nullable(),
});
export type CustomerEvent = z.infer<typeof documentEventSchema>;

export const documentEventsSchema = z.strictObject({ events: z.array(documentEventSchema) });
export type CustomerEvents = z.infer<typeof documentEventsSchema>;
