import { type Day, isLeapYear, partsOf } from './day.ts';
import type { DayCount } from './policy.ts';

export type DailyCount = Exclude<DayCount, 'months_whole' | 'months_started' | 'months_prorata'>;

/** How many days from `fromDay` to `toDay`, both included, as the day count has them. Days that are cut in two add up. */
export function daysCounted(dayCount: DailyCount, fromDay: Day, toDay: Day): number {
  return dayCount === '30e/360' ? thirtyDayIndex(toDay) - thirtyDayIndex(fromDay - 1) : toDay - fromDay + 1;
}

/** The days of the year that a rate is spread over. */
export function daysInYear(dayCount: DailyCount, day: Day): number {
  switch (dayCount) {
    case 'act/365':
      return 365;
    case 'act/360':
    case '30e/360':
      return 360;
    case 'act/act':
      return isLeapYear(partsOf(day).year) ? 366 : 365;
  }
}

/** Every month has thirty days; a 31st is the same day as the 30th. */
function thirtyDayIndex(day: Day): number {
  const { year, month, dayOfMonth } = partsOf(day);
  return 360 * year + 30 * month + Math.min(dayOfMonth, 30);
}
