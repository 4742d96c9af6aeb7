import type { CalendarDate } from '../calendar-date.ts';

// A late charge policy as the engine reads it. Every default is filled in; `policy-codec.ts` reads and checks the JSON that merchants write.

export type LateChargePolicy = {
  id: string;
  version: number;
  validFromDate: CalendarDate;
  audience: 'b2b' | 'b2c' | 'any';
  /** What a payment covers first: the invoice, or what came on top of it. */
  allocation: 'principal' | 'costs_interest_principal';
  /** Where fractions of a minor unit are rounded (half up): in each line, each day, or once over everything. */
  rounding: 'line' | 'day' | 'total';
  /** How many days a bank transfer may take: what was owed when it was sent closes the invoice. */
  transferDays: number;
  charges: Charge[];
};

export type Charge = OnceCharge | InterestCharge;

/** An amount that arises on a day, if something is then outstanding. */
export type OnceCharge = {
  kind: 'once';
  code: string;
  /** All of them must have come. */
  when: ClaimTrigger[];
  /** `outstanding`: at the start of the trigger day; `original`: the invoice less credit notes. */
  base: 'outstanding' | 'original';
  scale: Band[];
  minMinor: number | null;
  maxMinor: number | null;
  /** `times` counts the first; null: for as long as something is outstanding. */
  repeat: { every: number; unit: 'day' | 'month'; times: number | null } | null;
  vatPercent: string | null;
  law: string | null;
};

/** From a base of `fromMinor` on: plus + percent/100 x (base - over). */
export type Band = { fromMinor: number; plusMinor: number; percent: string | null; overMinor: number };

/** An amount that grows by the day. */
export type InterestCharge = {
  kind: 'interest';
  code: string;
  /** From when it may be claimed at all; all of them must have come. */
  when: ClaimTrigger[];
  /** The first day that bears interest: the latest of them. */
  starts: Trigger[];
  ends: 'payment_day_included' | 'payment_day_excluded';
  base: 'outstanding' | 'original';
  rate: Rate;
  dayCount: DayCount;
  /** `rounded` carries the lines as they are shown, `exact` the fractions behind them. Null: simple interest. */
  compound: { every: 'year' | 'month' | 'calendar_year'; carry: 'rounded' | 'exact' } | null;
  minMinor: number | null;
  maxMinor: number | null;
  law: string | null;
};

export type Rate =
  | { kind: 'fixed'; percent: string; per: 'year' | 'month' }
  /** Percent per year: the published rate, plus points, rounded up. `at_start` keeps the rate of the first bearing day. */
  | { kind: 'series'; series: string; add: string; roundUpTo: string | null; hold: 'half_year' | 'at_start' };

export type DayCount =
  | 'act/365'
  | 'act/act'
  | 'act/360'
  | '30e/360'
  | 'months_whole'
  | 'months_started'
  | 'months_prorata';

export type ClaimTrigger = DateTrigger | ReminderTrigger;
export type Trigger = ClaimTrigger | { event: 'claimable'; days: number };

export type DateTrigger = { event: 'due' | 'issued'; days: number };

/**
 * Counted from the sending of the nth reminder: `days` after it, or after `clearDays` full days. Those begin the day after sending; by
 * post on the third working day or the nth day after it, where `postStart` says so.
 */
export type ReminderTrigger = { event: 'reminder'; nth: number } & (
  | { days: number; clearDays: null }
  | { clearDays: number; postStart: 'third_working_day' | number | null; holidays: CalendarDate[] }
);
