import type { Kysely } from 'kysely';
import type { Database, MailAttachment } from '../db/tables.ts';

// The demo mailbox stands for every recipient's own, so it reads over all merchants. Nothing else may.

export type MailSummary = {
  id: string;
  fromName: string;
  toEmail: string;
  subject: string;
  text: string;
  hasAttachments: boolean;
  queuedAt: Date;
};

export type MailDetail = MailSummary & { replyTo: string | null; html: string; attachments: MailAttachment[] };

export async function listMails(
  db: Kysely<Database>,
  { to, limit }: { to: string | null; limit: number },
): Promise<MailSummary[]> {
  let query = mails(db).orderBy('m.queued_at', 'desc').orderBy('m.id', 'desc').limit(limit);
  if (to !== null) query = query.where('m.to_email', '=', to);
  return (await query.execute()).map(({ attachments, ...mail }) => ({
    ...mail,
    hasAttachments: attachments.some(({ contentId }) => contentId === undefined),
  }));
}

export async function findMail(db: Kysely<Database>, mailId: string): Promise<MailDetail | undefined> {
  const mail = await mails(db)
    .select(['m.reply_to as replyTo', 'm.html_body as html'])
    .where('m.id', '=', mailId)
    .executeTakeFirst();
  return mail && { ...mail, hasAttachments: mail.attachments.some(({ contentId }) => contentId === undefined) };
}

/** Everybody who ever got a mail, who got the last one first. */
export async function listRecipients(db: Kysely<Database>, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('mails')
    .select(({ fn }) => ['to_email as email', fn.max('queued_at').as('lastAt')])
    .groupBy('to_email')
    .orderBy('lastAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ email }) => email);
}

function mails(db: Kysely<Database>) {
  return db
    .selectFrom('mails as m')
    .select([
      'm.id',
      'm.from_name as fromName',
      'm.to_email as toEmail',
      'm.subject',
      'm.text_body as text',
      'm.attachments',
      'm.queued_at as queuedAt',
    ]);
}
