import type { BundleRequest } from '@quittance/shared/bundle.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';

export type PeriodYear = { year: string; months: string[] };

/** The years and months (`2026-03`) from the first day to the last, newest first. */
export function periodsBetween(first: CalendarDate, last: CalendarDate): PeriodYear[] {
  const years: PeriodYear[] = [];
  for (let year = Number(last.slice(0, 4)); year >= Number(first.slice(0, 4)); year -= 1) {
    const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(12 - at).padStart(2, '0')}`);
    years.push({
      year: String(year),
      months: months.filter((month) => month >= first.slice(0, 7) && month <= last.slice(0, 7)),
    });
  }
  return years;
}

/** What a choice of the form stands for: a year, or a month of one; of one customer, or of all. */
export function periodRequest(choice: string, customer: string | null): BundleRequest {
  const whose = customer === null ? {} : { customer };
  return choice.length === 4 ? { kind: 'year', year: choice, ...whose } : { kind: 'month', month: choice, ...whose };
}
