import { sql, type Kysely } from 'kysely';
import type { MerchantKey } from '../access/scope.ts';
import type { FileRecord } from '../comments/file-queries.ts';
import type { Database } from '../db/tables.ts';

export type Announcement = { draftId: string; announcedAt: Date; amountMinor: number; hasProof: boolean };

/** False when it was announced before and there is nothing to add: a proof comes once. */
export async function saveAnnouncement(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  { draftId, announcedAt, proof }: { draftId: string; announcedAt: Date; proof: FileRecord | null },
): Promise<boolean> {
  const file = {
    file_name: proof?.fileName ?? null,
    media_type: proof?.mediaType ?? null,
    size_bytes: proof?.sizeBytes ?? null,
    sha256: proof?.sha256 ?? null,
  };
  const saved = await db
    .insertInto('payment_announcements')
    .values({ merchant_id: merchantId, draft_id: draftId, announced_at: announcedAt, ...file })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'draft_id'])
        .doUpdateSet(file)
        .where('payment_announcements.sha256', 'is', null)
        .where(sql<boolean>`excluded.sha256 is not null`),
    )
    .returning('draft_id')
    .execute();
  return saved.length > 0;
}

/** The newest that is about one of these invoices; a transfer takes days, not weeks. */
export async function findAnnouncement(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  { invoiceIds, since }: { invoiceIds: readonly string[]; since: Date },
): Promise<Announcement | undefined> {
  return db
    .selectFrom('payment_announcements as a')
    .innerJoin('payment_drafts as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.draft_id'),
    )
    .innerJoin('payment_draft_allocations as i', (join) =>
      join.onRef('i.merchant_id', '=', 'd.merchant_id').onRef('i.draft_id', '=', 'd.id'),
    )
    .select(['a.draft_id as draftId', 'a.announced_at as announcedAt', 'd.total_minor as amountMinor'])
    .select(sql<boolean>`a.sha256 is not null`.as('hasProof'))
    .where('a.merchant_id', '=', merchantId)
    .where('i.invoice_id', '=', sql<string>`any(${[...invoiceIds]}::uuid[])`)
    .where('a.announced_at', '>=', since)
    .orderBy('a.announced_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findAnnouncementOfDraft(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  draftId: string,
): Promise<{ hasProof: boolean } | undefined> {
  return db
    .selectFrom('payment_announcements')
    .select(sql<boolean>`sha256 is not null`.as('hasProof'))
    .where('merchant_id', '=', merchantId)
    .where('draft_id', '=', draftId)
    .executeTakeFirst();
}
