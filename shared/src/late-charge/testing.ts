import { calculateLateCharges, type LateCharges } from './calculate.ts';
import type { LateChargeEvent, LateChargeInput, ReminderChannel } from './input.ts';
import type { LateChargeLine } from './line.ts';
import { type NotDue, notDueOf } from './not-due.ts';
import type { LateChargePolicy } from './policy.ts';
import { lateChargePolicySchema } from './policy-codec.ts';
import { referenceRates } from './reference-rates.ts';

// What the tests of the engine are made of: one invoice of 1,000.00 EUR, due on 31 January 2025.

export const invoice = { amountMinor: 100_000, currency: 'EUR', issueDate: '2025-01-01', dueDate: '2025-01-31' };

export const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] };

/** 0.30 a day on 1,000.00. */
export const interest = { kind: 'interest', code: 'interest', rate: { percent: '10.95' } };

export function policyWith(head: Record<string, unknown>, ...charges: unknown[]): LateChargePolicy {
  const own = { schema: 'latefee-policy/1', id: 'terms', version: 3, valid_from: '2024-01-01', audience: 'any' };
  return lateChargePolicySchema.parse({ ...own, ...head, charges });
}

export function policyOf(...charges: unknown[]): LateChargePolicy {
  return policyWith({}, ...charges);
}

/** Whatever is not said: interest as above, on the invoice as above, ten days late. */
export function chargesOf(known: Partial<LateChargeInput> = {}): LateCharges & { notDue: NotDue[] } {
  const policy = policyOf(interest);
  const input = { policy, rates: referenceRates, invoice, events: [], asOfDate: '2025-02-10', ...known };
  return { ...calculateLateCharges(input), notDue: notDueOf(input) };
}

export function linesOf(known: Partial<LateChargeInput> = {}): LateChargeLine[] {
  return chargesOf(known).lines;
}

/** What a table shows of a line. */
export function brief(line: LateChargeLine): unknown[] {
  switch (line.kind) {
    case 'interest':
      return [line.code, line.fromDate, line.toDate, line.days, line.baseMinor, line.amountMinor, line.endedBy];
    case 'once':
    case 'vat':
      return [line.code, line.date, line.baseMinor, line.amountMinor];
    case 'allocation':
      return [line.code, line.date, line.feesMinor, line.interestMinor, line.principalMinor];
    default:
      return [line.code, line.amountMinor];
  }
}

export function paid(date: string, amountMinor: number): LateChargeEvent {
  return { kind: 'payment', date, amountMinor };
}

/** `date` is the day the bank took it back. */
export function bounced(date: string, effectiveDate: string, amountMinor: number): LateChargeEvent {
  return { kind: 'payment', date, effectiveDate, amountMinor: -amountMinor };
}

export function credited(date: string, amountMinor: number, effectiveDate = date): LateChargeEvent {
  return { kind: 'credit_note', date, effectiveDate, amountMinor };
}

export function reminded(date: string, channel: ReminderChannel = 'email'): LateChargeEvent {
  return { kind: 'reminder', date, channel };
}
