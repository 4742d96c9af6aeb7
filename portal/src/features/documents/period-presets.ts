import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';

export const periodPresets = ['this_month', 'last_month', 'this_year', 'last_year'] as const;
export type PeriodPreset = (typeof periodPresets)[number];

/** From the first to the last day, both included: what is due may be due later this month. */
export function presetPeriod(preset: PeriodPreset, today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const isYear = preset === 'this_year' || preset === 'last_year';
  const from = startOf(today, isYear);
  if (preset === 'this_month' || preset === 'this_year') return { from, to: addDays(nextStart(from, isYear), -1) };
  const to = addDays(from, -1);
  return { from: startOf(to, isYear), to };
}

function startOf(date: CalendarDate, isYear: boolean): CalendarDate {
  return isYear ? `${date.slice(0, 4)}-01-01` : `${date.slice(0, 7)}-01`;
}

/** No month has more than 31 days, and no year more than 366; what is beyond falls into the next. */
function nextStart(start: CalendarDate, isYear: boolean): CalendarDate {
  return startOf(addDays(start, isYear ? 366 : 31), isYear);
}
