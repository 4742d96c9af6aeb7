import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentContent, DocumentKind } from '@quittance/shared/document.ts';
import type { DocumentFilter } from '@quittance/shared/merchant-api/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { creditNoteUnallocatedMinor, invoiceOutstandingMinor } from '../documents/standing-queries.ts';

type Db = Kysely<Database>;

export type ApiDocumentRow = {
  id: string;
  entityId: string;
  customerId: string;
  kind: DocumentKind;
  number: string;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  currency: string;
  payableMinor: number;
  customerName: string;
  entityName: string;
  timeZone: string;
  paymentReference: string | null;
  orderReference: string | null;
  customerReference: string | null;
  importedAt: Date;
  voidedAt: Date | null;
  disputedAt: Date | null;
  updatedAt: Date;
};

export async function findDocument(
  db: Db,
  scope: MerchantScope,
  { kind, id }: { kind: DocumentKind; id: string },
): Promise<(ApiDocumentRow & { content: DocumentContent }) | undefined> {
  return documents(db, scope)
    .select('documents.content')
    .where('documents.kind', '=', kind)
    .where('documents.id', '=', id)
    .executeTakeFirst();
}

export async function listDocuments(
  db: Db,
  scope: MerchantScope,
  { kind, state, ...filter }: DocumentFilter & { kind: DocumentKind },
  page: { after: string | null; limit: number; now: Date },
): Promise<ApiDocumentRow[]> {
  let query = documents(db, scope).where('documents.kind', '=', kind).orderBy('documents.id').limit(page.limit);
  if (page.after !== null) query = query.where('documents.id', '>', page.after);
  if (filter.entityId) query = query.where('documents.entity_id', '=', filter.entityId);
  if (filter.customerId) query = query.where('documents.customer_id', '=', filter.customerId);
  if (filter.number) query = query.where('documents.number', '=', filter.number);
  if (filter.updatedSince) query = query.where(changedSince(scope, new Date(filter.updatedSince)));
  if (state) query = query.where(stateCondition(kind, state, page.now));
  return query.execute();
}

function stateCondition(kind: DocumentKind, state: NonNullable<DocumentFilter['state']>, now: Date) {
  const leftMinor = kind === 'invoice' ? invoiceOutstandingMinor : creditNoteUnallocatedMinor;
  switch (state) {
    case 'open':
      return sql<boolean>`${leftMinor} > 0`;
    case 'overdue':
      return sql<boolean>`${leftMinor} > 0 and documents.due_date < (${now}::timestamptz at time zone entities.time_zone)::date`;
    case 'closed':
      return sql<boolean>`documents.voided_at is null and ${leftMinor} = 0`;
    case 'disputed':
      return sql<boolean>`documents.disputed_at is not null`;
    case 'void':
      return sql<boolean>`documents.voided_at is not null`;
  }
}

function documents(db: Db, scope: MerchantScope) {
  return db
    .selectFrom('documents')
    .innerJoin('entities', (join) =>
      join.onRef('entities.merchant_id', '=', 'documents.merchant_id').onRef('entities.id', '=', 'documents.entity_id'),
    )
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.merchant_id', '=', 'documents.merchant_id')
        .onRef('customers.id', '=', 'documents.customer_id'),
    )
    .select([
      'documents.id',
      'documents.entity_id as entityId',
      'documents.customer_id as customerId',
      'documents.kind',
    ])
    .select(['documents.number', 'documents.issue_date as issueDate', 'documents.due_date as dueDate'])
    .select(['documents.currency', 'documents.payable_minor as payableMinor', 'customers.name as customerName'])
    .select(['entities.trading_name as entityName', 'entities.time_zone as timeZone'])
    .select(['documents.payment_reference as paymentReference', 'documents.order_reference as orderReference'])
    .select(['documents.customer_reference as customerReference'])
    .select(['documents.imported_at as importedAt', 'documents.voided_at as voidedAt'])
    .select(['documents.disputed_at as disputedAt', updatedAt.as('updatedAt')])
    .where('documents.merchant_id', '=', scope.merchantId);
}

/** As in the index `document_events_marked`. */
const marks = sql`('voided', 'dispute_opened', 'dispute_ended', 'reminder_recorded', 'reminder_removed', 'charges_waived', 'waiver_ended')`;

/** The same facts as those of `updatedAt`, but looked up by their own time: of many documents few have changed lately. */
function changedSince({ merchantId }: MerchantScope, since: Date) {
  return sql<boolean>`documents.id in (
    select d.id from documents d where d.merchant_id = ${merchantId} and d.imported_at >= ${since}
    union select a.invoice_id from allocations a where a.merchant_id = ${merchantId} and a.created_at >= ${since}
    union select a.credit_note_id from allocations a
      where a.merchant_id = ${merchantId} and a.created_at >= ${since} and a.credit_note_id is not null
    union select l.document_id from late_charges l where l.merchant_id = ${merchantId} and l.created_at >= ${since}
    union select p.document_id from proposals p
      where p.merchant_id = ${merchantId} and p.closed_at >= ${since} and p.kind = 'reference' and p.state = 'accepted'
    union select e.document_id from document_events e
      where e.merchant_id = ${merchantId} and e.happened_at >= ${since} and e.kind in ${marks})`;
}

/** Of the facts that decide how a document stands; when somebody looked at it is none of them. */
const updatedAt = sql<Date>`greatest(
  documents.imported_at,
  (select max(a.created_at) from allocations a where a.merchant_id = documents.merchant_id and a.invoice_id = documents.id),
  (select max(a.created_at) from allocations a where a.merchant_id = documents.merchant_id and a.credit_note_id = documents.id),
  (select max(l.created_at) from late_charges l where l.merchant_id = documents.merchant_id and l.document_id = documents.id),
  (select max(p.closed_at) from proposals p where p.merchant_id = documents.merchant_id and p.document_id = documents.id
    and p.kind = 'reference' and p.state = 'accepted'),
  (select max(e.happened_at) from document_events e where e.merchant_id = documents.merchant_id and e.document_id = documents.id
    and e.kind in ${marks}))`;
