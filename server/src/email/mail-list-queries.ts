import type { Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

export type MailStanding = {
  id: string;
  kind: string;
  toEmail: string;
  subject: string;
  queuedAt: Date;
  sentAt: Date | null;
  failedAt: Date | null;
  lastError: string | null;
};

/** What became of the newest mails; what they say beyond their subject is for their readers. */
export async function listNewestMails(
  db: Kysely<Database>,
  scope: MerchantScope,
  limit: number,
): Promise<MailStanding[]> {
  return db
    .selectFrom('mails')
    .select(['id', 'kind', 'to_email as toEmail', 'subject', 'queued_at as queuedAt'])
    .select(['sent_at as sentAt', 'failed_at as failedAt', 'last_error as lastError'])
    .where('merchant_id', '=', scope.merchantId)
    .orderBy('queued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
