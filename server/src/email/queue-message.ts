import type { Transaction } from 'kysely';
import type { Database, MailAttachment } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import type { MailEntity } from './mail-entity-queries.ts';
import { mailFrame } from './mail-frame.ts';
import type { MailKind } from './mail-kind.ts';
import type { MailMessage } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import { queueMail } from './queue-mail.ts';
import { renderMailHtml } from './render-mail-html.ts';
import { renderMailText } from './render-mail-text.ts';
import type { Wording } from './wording.ts';

export type MailDeps = Pick<Deps, 'jobs' | 'clock' | 'random' | 'config' | 'files'>;

/** Sets a message on its entity's stationery and queues it. */
export async function queueMessage(
  deps: MailDeps,
  trx: Transaction<Database>,
  mail: {
    entity: MailEntity;
    kind: MailKind;
    to: string;
    wording: Wording;
    message: MailMessage;
    attachments?: readonly MailAttachment[];
    /** Where replies go; the entity's own address where left out. */
    replyTo?: string | null | undefined;
    documentId?: string;
    /** To whom of the customer's people; the merchant's own where left out. */
    contactId?: string;
  },
): Promise<string> {
  const { entity, message } = mail;
  const { frame, attachments } = await mailFrame(
    deps,
    entity,
    mail.wording,
    mail.contactId === undefined ? 'merchant' : 'customer',
  );
  return queueMail(deps, trx, {
    merchantId: entity.merchantId,
    entityId: entity.id,
    kind: mail.kind,
    to: mail.to,
    fromName: oneLine(entity.branding.senderName ?? entity.name),
    replyTo: mail.replyTo ?? entity.email,
    subject: oneLine(message.subject),
    text: renderMailText(message, frame),
    html: renderMailHtml(message, frame),
    attachments: [...(mail.attachments ?? []), ...attachments],
    documentId: mail.documentId,
    contactId: mail.contactId,
  });
}
