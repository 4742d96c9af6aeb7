import type { CalendarDate } from '../calendar-date.ts';
import type { LateChargeLine } from './line.ts';
import type { LateChargePolicy } from './policy.ts';
import type { RateSeries } from './rate-series.ts';

export type LateChargeInvoice = {
  /** With VAT; nothing is late on zero or less. */
  amountMinor: number;
  currency: string;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
};

/**
 * What changes the debt or a deadline. `date` is the day it became known: before it, it is not looked at. `effectiveDate` is the day from
 * which it counts, where that is another. A payment that bounced is a second event, negative, with the first one's day as `effectiveDate`;
 * money that was given back is a negative one from the day it went back.
 */
export type LateChargeEvent =
  | { kind: 'payment' | 'credit_note'; date: CalendarDate; effectiveDate?: CalendarDate; amountMinor: number }
  | { kind: 'reminder'; date: CalendarDate; channel: ReminderChannel };

export type ReminderChannel = 'email' | 'post';

/** Gives up what has arisen until `date`, that day included: of one charge or (null) of all, up to an amount or (null) whole. */
export type Waiver = {
  /** Comes back as `waiverId` of its lines. */
  id?: string;
  date: CalendarDate;
  code: string | null;
  amountMinor: number | null;
  by: string;
  reason: string;
};

export type LateChargeInput = {
  policy: LateChargePolicy;
  rates: readonly RateSeries[];
  invoice: LateChargeInvoice;
  events: readonly LateChargeEvent[];
  /** The day as if everything were paid on it; events after it are not looked at. */
  asOfDate: CalendarDate;
  /** Claimed before: a fixed sum is not given again, interest goes on the day after. */
  chargedLines?: readonly LateChargeLine[];
  waivers?: readonly Waiver[];
  /**
   * Where a rate that interest follows is not published for a day: `refuse` (what holds where left out) throws `UnknownRateError`; `stop` leaves that
   * interest out from there on, and says so. It is never guessed.
   */
  unknownRate?: 'refuse' | 'stop';
};
