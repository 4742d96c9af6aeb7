import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema } from './schema.ts';

/** Far more than a bookkeeper asks for; bounds the work of one request. */
const yearsMax = 10;

const requestShape = {
  entityId: idSchema,
  currency: currencySchema,
  from: calendarDateSchema.describe('The first day.'),
  to: calendarDateSchema.describe(`The last day: not after today, and at most ${yearsMax} years after the first.`),
};

/** Of a customer given elsewhere. */
export const statementOfCustomerSchema = z.strictObject(requestShape).superRefine(refusePeriod);

export const statementRequestSchema = z
  .strictObject({ customerId: idSchema, ...requestShape })
  .superRefine(refusePeriod);
export type StatementRequest = z.infer<typeof statementRequestSchema>;

function refusePeriod({ from, to }: { from: string; to: string }, context: z.RefinementCtx): void {
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['to'], message });
  if (to < from) refuse(`is before ${from}, where the period begins`);
  const last = String(Number(from.slice(0, 4)) + yearsMax).padStart(4, '0') + from.slice(4);
  if (to > last) refuse(`is more than ${yearsMax} years after ${from}`);
}
