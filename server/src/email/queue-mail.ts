import type { Transaction } from 'kysely';
import { emailSchema } from '@quittance/shared/schema.ts';
import type { Database, MailAttachment } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { insertMail } from './mail-queries.ts';
import type { MailKind } from './mail-kind.ts';

export type QueuedMail = {
  merchantId: string;
  entityId: string;
  kind: MailKind;
  /** One address of a contact or an administrator; never a list. */
  to: string;
  fromName: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  attachments?: readonly MailAttachment[];
  documentId?: string | null;
  contactId?: string | null;
};

/**
 * Writes the mail and its delivery job within the caller's transaction: it goes out if, and only if, the fact that it
 * tells of is committed. Returns the mail's id.
 */
export async function queueMail(
  deps: Pick<Deps, 'jobs' | 'clock' | 'random' | 'config'>,
  trx: Transaction<Database>,
  mail: QueuedMail,
): Promise<string> {
  refuseUnsafeHeaders(mail);
  const id = deps.random.uuid();
  const domain = deps.config.mailFrom.slice(deps.config.mailFrom.lastIndexOf('@') + 1);
  await insertMail(trx, { ...mail, id, messageId: `<${id}@${domain}>`, queuedAt: deps.clock.now() });
  const job = { merchantId: mail.merchantId, mailId: id };
  // A code is good for ten minutes: it must not wait behind a thousand invoices.
  await deps.jobs.enqueue(trx, 'deliver-mail', job, { isUrgent: mail.kind === 'sign_in' });
  return id;
}

/** The last wall against a name that carries a header of its own: what is to stand in a header is one line, or there is no mail. */
function refuseUnsafeHeaders(mail: QueuedMail): void {
  const headers = {
    to: mail.to,
    fromName: mail.fromName,
    replyTo: mail.replyTo ?? '',
    subject: mail.subject,
    ...Object.fromEntries(
      (mail.attachments ?? []).flatMap(({ fileName, mediaType, contentId = '' }, index) => [
        [`attachments.${index}.fileName`, fileName],
        [`attachments.${index}.mediaType`, mediaType],
        [`attachments.${index}.contentId`, contentId],
      ]),
    ),
  };
  for (const [path, value] of Object.entries(headers)) {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) throw refusal(path, 'must be one line without control characters');
  }
  if (!emailSchema.safeParse(mail.to).success) throw refusal('to', 'must be one e-mail address');
  if (mail.replyTo !== null && !emailSchema.safeParse(mail.replyTo).success) {
    throw refusal('replyTo', 'must be one e-mail address');
  }
}

function refusal(path: string, message: string): AppError {
  return new AppError('invalid_request', `mail.${path} ${message}`, { issues: [{ path: `mail.${path}`, message }] });
}
