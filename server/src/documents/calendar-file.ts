import type { CalendarDate } from '@quittance/shared/calendar-date.ts';

/** A day on which something is to be done. */
export type CalendarEntry = {
  /** The same for ever: what is imported again takes the place of what is there. */
  uid: string;
  date: CalendarDate;
  title: string;
  description: string;
  url: string;
};

/** Nine in the morning of the day before, counted from the midnight with which the day begins. */
const reminder = '-PT15H';
const lineBytesMax = 75;

/**
 * Days as a calendar file (iCalendar, RFC 5545). Events and not tasks (VTODO), because the calendars of Google and Microsoft import no tasks;
 * of whole days and transparent, so that nobody seems busy by them.
 */
export function calendarFile(name: string, entries: readonly CalendarEntry[], writtenAt: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quittance//Quittance//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => eventLines(entry, writtenAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ uid, date, title, description, url }: CalendarEntry, writtenAt: Date): string[] {
  const stamp = writtenAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:${reminder}`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** Text from outside stays the text of its line (3.3.11). */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{C}\n]/gu, '')
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');
}

/** At most 75 bytes in a line; what follows begins with a space (3.1). No character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > lineBytesMax) {
      parts.push(part);
      part = ' ';
    }
    part += character;
  }
  return [...parts, part].join('\r\n');
}
