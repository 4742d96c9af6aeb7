import { z } from 'zod';
import { documentFilterSchema } from './document-query.ts';
import { calendarDateSchema, currencySchema, idSchema, minorSchema } from './schema.ts';

/** All that a list shows and that can be paid now, but for some. */
export const listToPaySchema = z.strictObject({
  filter: documentFilterSchema,
  exceptIds: z.array(idSchema).max(5000).optional(),
  currency: currencySchema.optional(),
});
export type ListToPay = z.infer<typeof listToPaySchema>;

const payableSchema = z.strictObject({ invoicesCount: z.int().positive(), totalMinor: minorSchema.positive() });
export type Payable = z.infer<typeof payableSchema>;

/** What that comes to: a row for each that can be paid in one go, by whom and to whom it is billed and in which currency. */
export const payableTotalSchema = payableSchema.extend({
  /** As a filter names them. */
  entity: z.string(),
  customer: idSchema,
  entityName: z.string(),
  customerName: z.string(),
  currency: currencySchema,
  /** False where the list has more than was read, which is more than can be paid in one go. */
  isWhole: z.boolean(),
  overdue: payableSchema.nullable(),
  /** Due on the first day that has not passed. */
  nextDue: payableSchema.extend({ dueDate: calendarDateSchema }).nullable(),
});
export type PayableTotal = z.infer<typeof payableTotalSchema>;
