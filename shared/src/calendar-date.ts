/** A day without time or zone, `YYYY-MM-DD` (ISO 8601). Text order is date order. */
export type CalendarDate = string;

/** There is no year 0, and PostgreSQL knows none. */
const shape = /^(?!0000)(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;

export function isCalendarDate(text: string): boolean {
  const parts = shape.exec(text);
  if (!parts) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((utcMs(to) - utcMs(from)) / dayMs);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(utcMs(date) + days * dayMs).toISOString().slice(0, 10);
}

/** The calendar date that `instant` falls on in `timeZone` (IANA name). */
export function calendarDateAt(instant: Date, timeZone: string): CalendarDate {
  return formatIn(timeZone).format(instant);
}

/** To make one takes fifty times as long as to use it, and lists ask for the day of every row. There are only so many time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  // en-CA writes dates as YYYY-MM-DD.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}

function utcMs(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}
