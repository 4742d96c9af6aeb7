import type { CalendarDate } from '../calendar-date.ts';
import { remember } from './remember.ts';

/**
 * A calendar date as the number of days since 1970-01-01: the engine counts with whole numbers and makes texts only for what it gives
 * out. The arithmetic is that of the proleptic Gregorian calendar, in years that begin in March so that a leap day comes last.
 */
export type Day = number;

const zero = 48;

export function dayOf(date: CalendarDate): Day {
  const digit = (index: number) => date.charCodeAt(index) - zero;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return dayFrom(year, digit(5) * 10 + digit(6), digit(8) * 10 + digit(9));
}

export const dateOf = remember((day: Day): CalendarDate => {
  const { year, month, dayOfMonth } = partsOf(day);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
});

export function dayFrom(year: number, month: number, dayOfMonth: number): Day {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + dayOfMonth - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}

/** The same day of a later month, or that month's last day where it has no such day: 31 January and a month is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  const monthIndex = year * 12 + month - 1 + months;
  const firstOfMonth = dayFrom(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 1);
  const firstOfNext = dayFrom(Math.floor((monthIndex + 1) / 12), ((monthIndex + 1) % 12) + 1, 1);
  return Math.min(firstOfMonth + dayOfMonth - 1, firstOfNext - 1);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Monday to Friday; day 0 was a Thursday. */
export function isWeekday(day: Day): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
