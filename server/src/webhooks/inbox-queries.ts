import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';

/** The id of the new row; null when this message was stored before. */
export async function insertIntoInbox(
  trx: Transaction<Database>,
  message: {
    provider: string;
    accountId: string | null;
    eventId: string;
    reference: string;
    body: string;
    receivedAt: Date;
  },
): Promise<string | null> {
  const row = await trx
    .insertInto('webhook_inbox')
    .values({
      provider: message.provider,
      provider_account_id: message.accountId,
      event_id: message.eventId,
      provider_reference: message.reference,
      body: message.body,
      received_at: message.receivedAt,
    })
    .onConflict((conflict) => conflict.constraint('webhook_inbox_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findInInbox(
  db: Kysely<Database>,
  inboxId: string,
): Promise<
  { provider: string; accountId: string | null; reference: string | null; processedAt: Date | null } | undefined
> {
  return db
    .selectFrom('webhook_inbox')
    .select([
      'provider',
      'provider_account_id as accountId',
      'provider_reference as reference',
      'processed_at as processedAt',
    ])
    .where('id', '=', inboxId)
    .executeTakeFirst();
}

export async function markProcessed(db: Kysely<Database>, inboxId: string, processedAt: Date): Promise<void> {
  await db.updateTable('webhook_inbox').set({ processed_at: processedAt }).where('id', '=', inboxId).execute();
}
