import { addMs, dayMs } from '../../access/duration.ts';

/** A dispute is opened months after its payment, and decided months after that. */
const disputeDays = 120;
/** In which a refund that was sent may come back. */
const refundDays = 30;

/** How far back what may still move is looked for, by its own date and not by that of its payment. */
export function lookBack(since: Date): { disputes: Date; refunds: Date } {
  return { disputes: addMs(since, -disputeDays * dayMs), refunds: addMs(since, -refundDays * dayMs) };
}
