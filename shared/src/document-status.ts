import { z } from 'zod';

/**
 * How a document stands on a day. Derived, never stored. Invoices: `open` until `overdue`, `partly_paid` when something came and
 * something is still owed before the due date, `being_paid` while a payment is on its way, `credited` when credit notes alone closed it.
 * Credit notes: `credit` while a part is unallocated, `applied` when all of it lowers invoices.
 */
export const documentStatusSchema = z.enum([
  'open',
  'partly_paid',
  'overdue',
  'being_paid',
  'paid',
  'credited',
  'disputed',
  'void',
  'credit',
  'applied',
]);
export type DocumentStatus = z.infer<typeof documentStatusSchema>;
