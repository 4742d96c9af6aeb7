import type { Transaction } from 'kysely';
import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import type { MailTemplate } from '@quittance/shared/merchant-api/mail.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { MerchantScope, ReaderScope } from '../access/scope.ts';
import type { Database, MailAttachment } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { findDocumentPreview } from '../documents/find-document-preview.ts';
import { getDocumentPdf } from '../documents/get-document-pdf.ts';
import { getDocumentDetail } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';
import { findOverdue } from './find-overdue.ts';
import { type InvoiceMail, invoiceMessage, previewId } from './invoice-message.ts';
import { getMailEntity, listMailContacts, type MailContact, type MailEntity } from './mail-entity-queries.ts';
import { checkTemplate } from './mail-template.ts';
import { queueMessage } from './queue-message.ts';
import { getMailTemplate } from './save-mail-template.ts';
import { findSendable } from './send-invoice-queries.ts';
import { wordingOf } from './wording.ts';

type SendDeps = Pick<Deps, 'db' | 'jobs' | 'clock' | 'random' | 'config' | 'files' | 'previews'>;

export type SendInvoice = {
  documentId: string;
  /** Some contacts of the customer; where not given, the one that its invoices go to, else all that are not disabled. */
  contactIds?: readonly string[];
  /** Written for this sending; the entity's own where not given. */
  template?: MailTemplate;
};

/** Larger ones are refused by many mail servers; the link leads to it anyway. */
const attachedBytesMax = 10 * 1024 * 1024;

/** Mails an invoice or credit note with link, PDF and picture: one mail to each contact, in the contact's language. */
export async function sendInvoice(
  deps: SendDeps,
  scope: MerchantScope,
  { documentId, contactIds, template }: SendInvoice,
): Promise<{ mailIds: string[] }> {
  if (template) checkTemplate(template);
  const document = await findSendable(deps.db, scope, documentId);
  if (!document) throw new AppError('not_found');
  if (document.voidedAt) throw new AppError('document_voided');
  const contacts = await listRecipients(deps, scope, document, contactIds);
  const reader = { merchantId: scope.merchantId, customerIds: [document.customerId], onlyDocumentId: documentId };
  const detail = await getDocumentDetail(deps, reader, documentId);
  const attachments = await attachmentsOf(deps, reader, documentId);
  const entity = await getMailEntity(deps.db, scope, document.entityId);
  const overdue = await findOverdue(deps, scope, { ...document, summary: detail.summary });
  const mailIds = await deps.db.transaction().execute(async (trx) => {
    const ids: string[] = [];
    for (const contact of contacts)
      ids.push(await sendTo(deps, trx, { entity, contact, detail, attachments, template, overdue }));
    return ids;
  });
  return { mailIds };
}

async function listRecipients(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  { customerId, invoiceEmail }: { customerId: string; invoiceEmail: string | null },
  contactIds: readonly string[] | undefined,
): Promise<MailContact[]> {
  const contacts = await listMailContacts(deps.db, scope, customerId, contactIds);
  const missing = contactIds?.find((id) => !contacts.some((contact) => contact.id === id));
  if (missing !== undefined) {
    throw new AppError('invalid_request', `contactIds: ${missing} is no contact of this customer, or disabled`);
  }
  if (contacts.length === 0)
    throw new AppError('invalid_request', 'the customer has no contact: add one with an e-mail address first');
  const addressed = contacts.filter(({ email }) => contactIds === undefined && email === invoiceEmail);
  return addressed.length > 0 ? addressed : contacts;
}

async function attachmentsOf(deps: SendDeps, reader: ReaderScope, documentId: string): Promise<MailAttachment[]> {
  const pdf = await getDocumentPdf(deps, reader, documentId);
  const preview = await findDocumentPreview(deps, reader, documentId, pdf);
  const { fileName, sha256 } = pdf;
  return [
    ...(pdf.bytes.length > attachedBytesMax ? [] : [{ fileName, sha256, mediaType: 'application/pdf' }]),
    ...(preview ? [{ ...preview, mediaType: 'image/png', contentId: previewId }] : []),
  ];
}

async function sendTo(
  deps: SendDeps,
  trx: Transaction<Database>,
  mail: {
    entity: MailEntity;
    contact: MailContact;
    detail: DocumentDetail;
    attachments: readonly MailAttachment[];
    template: MailTemplate | undefined;
    overdue: InvoiceMail['overdue'];
  },
): Promise<string> {
  const { entity, contact, detail, attachments } = mail;
  const { kind, id: documentId, number } = detail.summary;
  const scope = { merchantId: entity.merchantId };
  const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
  const key = { entityId: entity.id, kind, language: wording.language };
  const template = mail.template ?? (await getMailTemplate({ db: trx }, scope, key));
  const { url } = await mintDocumentLink({ ...deps, db: trx }, scope, { documentId, contactId: contact.id });
  const message = invoiceMessage(wording, template, {
    summary: detail.summary,
    contactName: contact.name,
    reference: detail.content.paymentReference ?? number,
    url,
    overdue: mail.overdue,
    hasPicture: attachments.some(({ contentId }) => contentId === previewId),
  });
  const mailId = await queueMessage(deps, trx, {
    entity,
    kind,
    to: contact.email,
    wording,
    message,
    attachments,
    documentId,
    contactId: contact.id,
  });
  const sent = { documentId, contactId: contact.id, kind: 'sent', data: { mailId } } as const;
  await insertDocumentEvents(trx, scope, [sent], deps.clock.now());
  return mailId;
}
