import { sql, type Kysely } from 'kysely';
import { type CustomerEvent, documentEventKinds } from '@quittance/shared/document-event.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** What can happen to a document; `viewed` is noted by `noteViewed` alone. */
type DocumentEventKind =
  | 'sent'
  | 'mail_failed'
  | 'reminder_recorded'
  | 'reminder_removed'
  | 'charges_claimed'
  | 'charges_waived'
  | 'waiver_ended'
  | 'payment_received'
  | 'credit_note_applied'
  | 'credit_used'
  | 'paid'
  | 'credited'
  | 'payment_reversed'
  | 'payment_differs'
  | 'transfer_announced'
  | 'voided'
  | 'dispute_opened'
  | 'dispute_ended'
  | 'change_proposed'
  | 'change_accepted'
  | 'change_declined'
  | 'change_withdrawn';

export type DocumentEvent = {
  documentId: string;
  kind: DocumentEventKind;
  contactId?: string | null;
  data: Record<string, unknown>;
};

/** For the people who ask what happened to a document; in the transaction of what happened. */
export async function insertDocumentEvents(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  events: readonly DocumentEvent[],
  happenedAt: Date,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ documentId, kind, contactId = null, data }) => ({
    merchant_id: merchantId,
    document_id: documentId,
    kind,
    contact_id: contactId,
    data: JSON.stringify(data),
    happened_at: happenedAt,
  }));
  await db.insertInto('document_events').values(rows).execute();
}

/** Whether the document was ever mailed to this contact. */
export async function isSentTo(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  { documentId, contactId }: { documentId: string; contactId: string },
): Promise<boolean> {
  const sent = await db
    .selectFrom('document_events')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('document_id', '=', documentId)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'sent')
    .limit(1)
    .executeTakeFirst();
  return sent !== undefined;
}

type CustomerEventRow = {
  kind: Exclude<CustomerEvent['kind'], 'issued'>;
  happenedAt: Date;
  /** Of a reminder, which may be recorded later. */
  sentDate: string | null;
  amountMinor: number | null;
  email: string | null;
};

/** Those of them that the customer is told; a reminder that was taken back was never sent. In the order in which they were noted. */
export async function listCustomerEvents(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  documentId: string,
): Promise<CustomerEventRow[]> {
  const { rows } = await sql<CustomerEventRow>`
    select o.kind, o.happened_at as "happenedAt", o.data ->> 'sentDate' as "sentDate",
      (o.data ->> 'amountMinor')::bigint as "amountMinor", c.email
    from document_events o
    left join contacts c on c.merchant_id = o.merchant_id and c.id = o.contact_id
    where o.merchant_id = ${merchantId} and o.document_id = ${documentId}
      and o.kind = any(${[...documentEventKinds]}::text[])
      and (o.kind <> 'reminder_recorded' or exists (select from reminders r
        where r.merchant_id = o.merchant_id and r.document_id = o.document_id
          and r.sent_date = (o.data ->> 'sentDate')::date and r.channel = o.data ->> 'channel'))
    order by o.happened_at, o.id`.execute(db);
  return rows;
}

/** A person has seen the document: once per contact, however often the page is opened. */
export async function noteViewed(
  db: Kysely<Database>,
  scope: { merchantId: string; onlyDocumentId: string; contactId: string },
  happenedAt: Date,
): Promise<void> {
  await db
    .insertInto('document_events')
    .values({
      merchant_id: scope.merchantId,
      document_id: scope.onlyDocumentId,
      kind: 'viewed',
      contact_id: scope.contactId,
      data: '{}',
      happened_at: happenedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'document_id', 'contact_id'])
        .where(sql<boolean>`kind = 'viewed'`)
        .doNothing(),
    )
    .execute();
}
