import { addDays, type CalendarDate, isCalendarDate } from '@quittance/shared/calendar-date.ts';
import type { StatementAccount } from '@quittance/shared/statement.ts';
import type { StatementRequest } from '@quittance/shared/statement-request.ts';

export const presets = ['this_year', 'last_year', 'last_12_months'] as const;
export type Preset = (typeof presets)[number];

/** What an address asks for. */
export type StatementChoice = {
  account: StatementAccount;
  /** Null where the days were chosen. */
  preset: Preset | null;
  from: string;
  to: string;
  /** Null where there is no statement of such days. */
  request: StatementRequest | null;
};

const yearsMax = 10;

/** This year of the first account, of the customer that is named, where an address says nothing else. Null where there is no account. */
export function choiceOf(accounts: readonly StatementAccount[], address: URLSearchParams): StatementChoice | null {
  const customerId = address.get('customer');
  const account =
    accounts.find((each) => accountKey(each) === address.get('account')) ??
    accounts.find(({ customer }) => customer.id === customerId) ??
    accounts[0];
  if (!account) return null;
  const [from, to] = [address.get('from'), address.get('to')];
  if (from !== null && to !== null) return chosen(account, null, { from, to });
  const preset = presets.find((each) => each === address.get('period')) ?? 'this_year';
  return chosen(account, preset, periodOf(preset, account.today));
}

export function accountKey({ customer, entity, currency }: StatementAccount): string {
  return `${customer.id}.${entity.id}.${currency}`;
}

function chosen(
  account: StatementAccount,
  preset: Preset | null,
  { from, to }: { from: string; to: string },
): StatementChoice {
  const { customer, entity, currency, today } = account;
  const isPeriod = isCalendarDate(from) && isCalendarDate(to) && from <= to && to <= today && from >= yearsBefore(to);
  const request = { customerId: customer.id, entityId: entity.id, currency, from, to };
  return { account, preset, from, to, request: isPeriod ? request : null };
}

function yearsBefore(date: CalendarDate): string {
  return sameDay(date, -yearsMax);
}

function periodOf(preset: Preset, today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const year = today.slice(0, 4);
  const lastYear = sameDay(`${year}-01-01`, -1).slice(0, 4);
  switch (preset) {
    case 'this_year':
      return { from: `${year}-01-01`, to: today };
    case 'last_year':
      return { from: `${lastYear}-01-01`, to: `${lastYear}-12-31` };
    case 'last_12_months':
      return { from: addDays(sameDay(today.replace('-02-29', '-02-28'), -1), 1), to: today };
  }
}

function sameDay(date: CalendarDate, years: number): string {
  return String(Number(date.slice(0, 4)) + years).padStart(4, '0') + date.slice(4);
}
