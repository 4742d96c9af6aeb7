import { sql, type Kysely } from 'kysely';
import type { LinkOpens } from '@quittance/shared/access.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Database } from '../db/tables.ts';
import type { MerchantScope } from './scope.ts';

export type DocumentLinkRow = {
  id: string;
  merchantId: string;
  documentId: string;
  contactId: string;
  generation: number;
};

export const linkColumns = [
  'document_links.id',
  'document_links.merchant_id as merchantId',
  'document_links.document_id as documentId',
  'document_links.contact_id as contactId',
  'document_links.generation',
] as const;

/**
 * The one link of this document for this contact, made now if there is none, and handed out now. A revoked one comes back to life under the generation
 * that revoking gave it. Undefined when the contact is none of the document's customer.
 */
export async function saveLink(
  db: Kysely<Database>,
  scope: MerchantScope,
  link: { id: string; documentId: string; contactId: string; now: Date },
): Promise<DocumentLinkRow | undefined> {
  return db
    .insertInto('document_links')
    .columns(['id', 'merchant_id', 'document_id', 'contact_id', 'minted_at'])
    .expression((from) =>
      from
        .selectFrom('documents as d')
        .innerJoin('contacts as c', (join) =>
          join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.customer_id', '=', 'd.customer_id'),
        )
        .select((row) => [
          row.val(link.id).as('id'),
          'd.merchant_id',
          'd.id as document_id',
          'c.id as contact_id',
          row.cast<Date>(row.val(link.now), 'timestamptz').as('minted_at'),
        ])
        .where('d.merchant_id', '=', scope.merchantId)
        .where('d.id', '=', link.documentId)
        .where('c.id', '=', link.contactId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'document_id', 'contact_id'])
        .doUpdateSet({ revoked_at: null, minted_at: link.now }),
    )
    .returning(linkColumns)
    .executeTakeFirst();
}

/** Raises the generation once, however often it is asked. */
export async function revokeLink(
  db: Kysely<Database>,
  scope: MerchantScope,
  link: { documentId: string; contactId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('document_links')
    .set((row) => ({ revoked_at: link.now, generation: row('generation', '+', 1) }))
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', link.documentId)
    .where('contact_id', '=', link.contactId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** By id alone: who asks is not known before the link's proof is checked against this row. */
export async function findLink(db: Kysely<Database>, id: string): Promise<DocumentLinkRow | undefined> {
  return db.selectFrom('document_links').select(linkColumns).where('id', '=', id).executeTakeFirst();
}

export type LinkStateRow = {
  entityId: string;
  customerId: string;
  email: string;
  language: string;
  timeZone: string;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  settledDate: CalendarDate | null;
  mintedDate: CalendarDate;
  isContactDisabled: boolean;
  entityOpens: LinkOpens;
  customerOpens: LinkOpens | null;
};

/** Everything that decides what a genuine link opens now. */
export async function getLinkState(db: Kysely<Database>, link: DocumentLinkRow): Promise<LinkStateRow> {
  return db
    .selectFrom('documents as d')
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .innerJoin('customers as k', (join) =>
      join.onRef('k.merchant_id', '=', 'd.merchant_id').onRef('k.id', '=', 'd.customer_id'),
    )
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').on('c.id', '=', link.contactId),
    )
    .innerJoin('document_links as l', (join) => join.on('l.id', '=', link.id))
    .select([
      'd.entity_id as entityId',
      'd.customer_id as customerId',
      'd.issue_date as issueDate',
      'd.due_date as dueDate',
    ])
    .select(['c.email', 'e.time_zone as timeZone', 'e.link_opens as entityOpens', 'k.link_opens as customerOpens'])
    .select([
      sql<string>`coalesce(c.language, k.language, e.language)`.as('language'),
      sql<boolean>`c.disabled_at is not null`.as('isContactDisabled'),
      settledDate.as('settledDate'),
      sql<CalendarDate>`(l.minted_at at time zone e.time_zone)::date`.as('mintedDate'),
    ])
    .where('d.merchant_id', '=', link.merchantId)
    .where('d.id', '=', link.documentId)
    .executeTakeFirstOrThrow();
}

/** The day of the last allocation once the allocations cover total and charged late charges; null for what was never allocated to. */
const settledDate = sql<CalendarDate | null>`(
  select case when sum(a.amount_minor) >= d.payable_minor + coalesce(
    (select sum(l.amount_minor) from late_charges l where l.merchant_id = d.merchant_id and l.document_id = d.id), 0)
  then max(a.effective_date) end
  from allocations a where a.merchant_id = d.merchant_id and a.invoice_id = d.id)`;
