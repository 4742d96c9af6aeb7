import type { Kysely, Transaction } from 'kysely';
import type { ApiReminder, NewReminder } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** In the order in which they were sent, which makes their levels. */
export async function listReminders(
  db: Kysely<Database>,
  scope: MerchantScope,
  documentId: string,
): Promise<ApiReminder[]> {
  const rows = await db
    .selectFrom('reminders')
    .select(['id', 'sent_date as sentDate', 'channel', 'created_at as createdAt'])
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .orderBy('sent_date')
    .orderBy('id')
    .execute();
  return rows.map((row, index) => ({ ...row, level: index + 1, createdAt: row.createdAt.toISOString() }));
}

export async function insertReminder(
  trx: Transaction<Database>,
  scope: MerchantScope,
  { documentId, sentDate, channel, now }: NewReminder & { documentId: string; now: Date },
): Promise<string> {
  const { id } = await trx
    .insertInto('reminders')
    .values({ merchant_id: scope.merchantId, document_id: documentId, sent_date: sentDate, channel, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether it was there. */
export async function deleteReminder(
  trx: Transaction<Database>,
  scope: MerchantScope,
  { documentId, reminderId }: { documentId: string; reminderId: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('reminders')
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .where('id', '=', reminderId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
