import { z } from 'zod';
import { isCalendarDate } from './calendar-date.ts';
import { isCurrency } from './currency.ts';

// The scalars that every wire schema is made of.

/** Whole minor units of a currency; may be negative where the noun allows it. */
export const minorSchema = z.int();

/** ISO 4217 alphabetic code. */
export const currencySchema = z.string().refine(isCurrency, 'is not an ISO 4217 currency code');

/** `YYYY-MM-DD`, a day that exists. */
export const calendarDateSchema = z.string().refine(isCalendarDate, 'is not a calendar date like 2026-02-28');

/** RFC 3339 in UTC. */
export const instantSchema = z.iso.datetime();

export const idSchema = z.uuid();

export const emailSchema = z.email().max(254);
