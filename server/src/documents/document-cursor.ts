import { isCalendarDate, type CalendarDate } from '@quittance/shared/calendar-date.ts';

/** A place in a list ordered by date and id; opaque to the caller. */
export type DocumentCursor = { date: CalendarDate; id: string };

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function encodeCursor(cursor: DocumentCursor): string {
  return Buffer.from(`${cursor.date} ${cursor.id}`).toString('base64url');
}

/** Null when the text is no cursor of ours. */
export function decodeCursor(text: string): DocumentCursor | null {
  const [date, id, ...rest] = Buffer.from(text, 'base64url').toString().split(' ');
  if (rest.length > 0 || !date || !id || !isCalendarDate(date) || !idShape.test(id)) return null;
  return { date, id };
}
