import type { CalendarDate } from '../calendar-date.ts';
import type { LateChargeLine } from './line.ts';
import type { LateChargePolicy } from './policy.ts';

export type LateChargeInvoice = {
  amountMinor: number;
  currency: string;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
};

/**
 * What lowers the debt, with the day from which it does. A payment that bounced is a second event, negative, on the day of the
 * first; money that was given back is a negative event on the day it went back.
 */
export type LateChargeEvent = { kind: 'payment' | 'credit_note'; date: CalendarDate; amountMinor: number };

export type LateChargeInput = {
  policy: LateChargePolicy;
  invoice: LateChargeInvoice;
  events: readonly LateChargeEvent[];
  /** The day as if everything were paid on it; events after it are not looked at. */
  asOfDate: CalendarDate;
  /** Claimed before: a fixed sum is not given again, interest goes on the day after. */
  chargedLines?: readonly LateChargeLine[];
};

/** What one charge of a policy is calculated from. */
export type ChargeContext = Required<Omit<LateChargeInput, 'policy'>> & { rule: LateChargeLine['rule'] };
