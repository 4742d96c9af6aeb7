import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDateAt, daysBetween, isCalendarDate } from './calendar-date.ts';

const day = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a calendar date', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1999-12-31'])('%s exists', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
  ])('%j does not', (text) => expect(isCalendarDate(text)).toBe(false));

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 365, '2025-02-28'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    // Clocks change on the 29th in Europe: a day stays a day.
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it('counts days both ways, and text order is date order', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -50_000, max: 50_000 }), (date, days) => {
        const other = addDays(date, days);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(other > date).toBe(days > 0);
        expect(isCalendarDate(other)).toBe(true);
      }),
    );
  });

  it.each([
    ['2026-03-15T23:30:00Z', 'Europe/Brussels', '2026-03-16'],
    ['2026-03-15T23:30:00Z', 'Europe/London', '2026-03-15'],
    ['2026-03-15T03:30:00Z', 'America/New_York', '2026-03-14'],
    ['2026-03-15T11:00:00Z', 'Pacific/Auckland', '2026-03-16'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01'],
  ])('%s falls in %s on %s', (instant, timeZone, expected) => {
    expect(calendarDateAt(new Date(instant), timeZone)).toBe(expected);
  });
});
