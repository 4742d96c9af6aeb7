import type { Kysely } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database, MailAttachment } from '../db/tables.ts';
import type { QueuedMail } from './queue-mail.ts';

type MailRow = {
  id: string;
  kind: string;
  messageId: string;
  toEmail: string;
  fromName: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  attachments: MailAttachment[];
  documentId: string | null;
  contactId: string | null;
  queuedAt: Date;
};

export async function insertMail(
  db: Kysely<Database>,
  mail: QueuedMail & { id: string; messageId: string; queuedAt: Date },
): Promise<void> {
  await db
    .insertInto('mails')
    .values({
      merchant_id: mail.merchantId,
      id: mail.id,
      entity_id: mail.entityId,
      kind: mail.kind,
      message_id: mail.messageId,
      to_email: mail.to,
      from_name: mail.fromName,
      reply_to: mail.replyTo,
      subject: mail.subject,
      text_body: mail.text,
      html_body: mail.html,
      attachments: JSON.stringify(mail.attachments ?? []),
      document_id: mail.documentId ?? null,
      contact_id: mail.contactId ?? null,
      queued_at: mail.queuedAt,
    })
    .execute();
}

/** Nothing when it was sent or given up: a job that runs again finds nothing to do. */
export async function findUnsentMail(
  db: Kysely<Database>,
  scope: MerchantScope,
  mailId: string,
): Promise<MailRow | undefined> {
  return db
    .selectFrom('mails')
    .select([
      'id',
      'kind',
      'message_id as messageId',
      'to_email as toEmail',
      'from_name as fromName',
      'reply_to as replyTo',
      'subject',
      'text_body as text',
      'html_body as html',
      'attachments',
      'document_id as documentId',
      'contact_id as contactId',
      'queued_at as queuedAt',
    ])
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', mailId)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst();
}

export async function updateMail(
  db: Kysely<Database>,
  scope: MerchantScope,
  mailId: string,
  change: {
    sent_at?: Date;
    failed_at?: Date;
    last_error?: string | null;
    text_body?: string;
    html_body?: string;
    reply_to?: null;
  },
): Promise<void> {
  await db
    .updateTable('mails')
    .set(change)
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', mailId)
    .execute();
}
