import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import type { CustomerEvents } from '@quittance/shared/document-event.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { listCustomerEvents } from './document-event-queries.ts';
import { findReadableDocument } from './document-queries.ts';

/** What happened to a document, from its issue on. Who looked at it, and what went wrong in the house, is not the customer's. */
export async function listEvents(
  deps: Pick<Deps, 'db'>,
  reader: ReaderScope,
  documentId: string,
): Promise<CustomerEvents> {
  const document = await findReadableDocument(deps.db, reader, documentId);
  if (!document) throw new AppError('not_found');
  const rows = await listCustomerEvents(deps.db, reader, documentId);
  const happened = rows.map(({ kind, happenedAt, sentDate, amountMinor, email }) => ({
    kind,
    date: sentDate ?? calendarDateAt(happenedAt, document.timeZone),
    amountMinor,
    email,
  }));
  const issued = { kind: 'issued' as const, date: document.issueDate, amountMinor: document.payableMinor, email: null };
  return { events: [issued, ...happened.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))] };
}
