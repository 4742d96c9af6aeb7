import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { DocumentOrder, DocumentSort } from '@quittance/shared/document-choices.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { readableDocuments, type DocumentRow } from './document-queries.ts';
import { matching, type DocumentSearch } from './document-search-queries.ts';

type Page = { order: DocumentOrder; after: DocumentRow | null; limit: number };

/** By what a list is sorted: columns of `documents`, the last of them unique, each with an index that begins with customer and kind. */
const sortKeys = {
  due: [
    ['due_date', 'date', (row) => row.dueDate],
    ['id', 'uuid', (row) => row.id],
  ],
  issued: [
    ['issue_date', 'date', (row) => row.issueDate],
    ['id', 'uuid', (row) => row.id],
  ],
  amount: [
    ['currency', 'text', (row) => row.currency],
    ['payable_minor', 'bigint', (row) => row.payableMinor],
    ['id', 'uuid', (row) => row.id],
  ],
  number: [
    ['number', 'text', (row) => row.number],
    ['id', 'uuid', (row) => row.id],
  ],
} as const satisfies Record<DocumentSort, [string, string, (row: DocumentRow) => string | number][]>;

/**
 * A page of what a reader means. An index gives its rows in order for one customer and not for any of several, so that each customer
 * gives its own first rows, and the page is the first of these.
 */
export async function listDocuments(
  db: Kysely<Database>,
  reader: ReaderScope,
  search: DocumentSearch,
  { order, after, limit }: Page,
): Promise<DocumentRow[]> {
  const direction = sql.raw(order.direction);
  const sorted = sql.join(sortKeys[order.sort].map(([column]) => sql`${sql.ref(`documents.${column}`)} ${direction}`));
  const following = after ? sql`and ${isAfter(order, after)}` : sql``;
  const page = sql<{ id: string }>`(
    select first.id from unnest(${[...reader.customerIds]}::uuid[]) as customer (id)
    cross join lateral (select documents.id from documents
      where documents.customer_id = customer.id and ${matching(reader, search)} ${following}
      order by ${sorted} limit ${limit}) as first)`;
  return readableDocuments(db, reader)
    .innerJoin(page.as('page'), 'page.id', 'documents.id')
    .orderBy(sorted)
    .limit(limit)
    .execute();
}

function isAfter({ sort, direction }: DocumentOrder, place: DocumentRow): RawBuilder<boolean> {
  const keys = sortKeys[sort];
  const columns = sql.join(keys.map(([column]) => sql.ref(`documents.${column}`)));
  const values = sql.join(keys.map(([, type, of]) => sql`${of(place)}::${sql.raw(type)}`));
  return sql`(${columns}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${values})`;
}
