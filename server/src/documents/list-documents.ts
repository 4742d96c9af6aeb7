import type { DocumentPage } from '@quittance/shared/customer-view.ts';
import { ownOrder, type DocumentOrder } from '@quittance/shared/document-choices.ts';
import type { DocumentFilter, DocumentQuery } from '@quittance/shared/document-query.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { decodeCursor, encodeCursor } from './document-cursor.ts';
import { listDocuments } from './document-list-queries.ts';
import { findReadableDocument, type DocumentRow } from './document-queries.ts';
import { findStandings } from './read-document.ts';
import { searchOf } from './search-documents.ts';

const pageLength = 25;

/** A page of the documents that a reader asks for, each as it stands today. */
export async function listDocumentPage(
  deps: Pick<Deps, 'db' | 'clock'>,
  everything: ReaderScope,
  { sort, direction, after, ...filter }: DocumentQuery,
): Promise<DocumentPage> {
  const reader = narrowedReader(everything, filter);
  const own = ownOrder[filter.list];
  const order = { sort: sort ?? own.sort, direction: direction ?? own.direction };
  const place = after === undefined ? null : await getPlace(deps, reader, { order, after });
  const page = { order, after: place, limit: pageLength + 1 };
  const found = await listDocuments(deps.db, reader, await searchOf(deps, reader, filter), page);
  const rows = found.slice(0, pageLength);
  const standings = await findStandings(deps, reader, rows);
  const last = found.length > pageLength ? rows.at(-1) : undefined;
  return {
    documents: rows.flatMap((row) => standings.get(row.id)?.summary ?? []),
    nextCursor: last ? encodeCursor({ ...order, id: last.id }) : null,
  };
}

/** A customer that is not the reader's own leaves none, and so nothing to be found. */
export function narrowedReader(reader: ReaderScope, { customer }: Pick<DocumentFilter, 'customer'>): ReaderScope {
  if (customer === undefined) return reader;
  return { ...reader, customerIds: reader.customerIds.filter((id) => id === customer.toLowerCase()) };
}

/** Refuses a place in another order, and one that this reader was never shown. */
async function getPlace(
  { db }: Pick<Deps, 'db'>,
  reader: ReaderScope,
  { order, after }: { order: DocumentOrder; after: string },
): Promise<DocumentRow> {
  const cursor = decodeCursor(after);
  if (!cursor) throw new AppError('invalid_request', 'query.after: is no cursor of ours');
  if (cursor.sort !== order.sort || cursor.direction !== order.direction) {
    throw new AppError('invalid_request', 'query.after: is a cursor of another order; start again without it');
  }
  const place = await findReadableDocument(db, reader, cursor.id);
  if (!place) throw new AppError('invalid_request', 'query.after: is no cursor of this list; start again without it');
  return place;
}
