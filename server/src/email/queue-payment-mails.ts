import type { Transaction } from 'kysely';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database, MailAttachment } from '../db/tables.ts';
import { getMailEntity, listMailContacts, type MailContact, type MailEntity } from './mail-entity-queries.ts';
import type { MailKind } from './mail-kind.ts';
import type { MailMessage } from './mail-message.ts';
import { getMailedAttempt, getMailedPayment, type MailedPayment } from './payment-mail-queries.ts';
import { notPaidMessage, noticeMessage, receiptMessage, type InvoiceUrls } from './payment-message.ts';
import { queueMessage, type MailDeps } from './queue-message.ts';
import { wordingOf, type Wording } from './wording.ts';

type PaymentRef = { merchantId: string; paymentId: string };

/** To whoever paid; where that is not known (money recorded by hand), to every enabled contact of the customer. */
export async function queuePaymentReceipt(
  deps: MailDeps,
  trx: Transaction<Database>,
  ref: PaymentRef,
): Promise<string[]> {
  const payment = await getMailedPayment(trx, ref, ref.paymentId, 'received');
  return tellPayers(deps, trx, ref, payment, 'payment_receipt', receiptMessage);
}

/** To all administrators of the entity, in the entity's language. */
export async function queuePaymentNotice(
  deps: MailDeps,
  trx: Transaction<Database>,
  ref: PaymentRef,
): Promise<string[]> {
  return queueNotice(deps, trx, ref, 'payment_notice', 'paid');
}

/** Money that had been booked went back: the payer and the administrators learn of it. */
export async function queuePaymentReturnedMail(
  deps: MailDeps,
  trx: Transaction<Database>,
  ref: PaymentRef,
): Promise<string[]> {
  const payment = await getMailedPayment(trx, ref, ref.paymentId, 'returned');
  const entity = await getMailEntity(trx, ref, payment.entityId);
  return [
    ...(await tellPayers(deps, trx, ref, payment, 'payment_returned', notPaidMessage('returned'))),
    ...(await tellAdministrators(deps, trx, entity, 'payment_returned_notice', (wording) =>
      noticeMessage(wording, payment, 'returned'),
    )),
  ];
}

/** Money that was given back came again, and is booked once more: somebody has to pay it out another way, or let the customer know. */
export async function queueRefundFailedNotice(
  deps: MailDeps,
  trx: Transaction<Database>,
  ref: PaymentRef,
): Promise<string[]> {
  return queueNotice(deps, trx, ref, 'refund_failed_notice', 'refundFailed');
}

async function queueNotice(
  deps: MailDeps,
  trx: Transaction<Database>,
  ref: PaymentRef,
  kind: MailKind,
  event: 'paid' | 'refundFailed',
): Promise<string[]> {
  const payment = await getMailedPayment(trx, ref, ref.paymentId, 'received');
  const entity = await getMailEntity(trx, ref, payment.entityId);
  return tellAdministrators(deps, trx, entity, kind, (wording) => noticeMessage(wording, payment, event));
}

/** A payment that was on its way never came; nothing was booked, and only its payer had thought it paid. */
export async function queuePaymentFailedMail(
  deps: MailDeps,
  trx: Transaction<Database>,
  attempt: { merchantId: string; attemptId: string },
): Promise<string[]> {
  const payment = await getMailedAttempt(trx, attempt, attempt.attemptId);
  return tellPayers(deps, trx, attempt, payment, 'payment_failed', notPaidMessage('failed'));
}

/** One mail to each administrator: nobody sees the others. */
export async function tellAdministrators(
  deps: MailDeps,
  trx: Transaction<Database>,
  entity: MailEntity,
  kind: MailKind,
  write: (wording: Wording) => MailMessage,
  attachments: readonly MailAttachment[] = [],
): Promise<string[]> {
  const wording = wordingOf([entity.language], entity.timeZone);
  const message = write(wording);
  const mailIds: string[] = [];
  for (const to of new Set(entity.administratorEmails)) {
    mailIds.push(await queueMessage(deps, trx, { entity, kind, to, wording, message, attachments }));
  }
  return mailIds;
}

async function tellPayers(
  deps: MailDeps,
  trx: Transaction<Database>,
  scope: MerchantScope,
  payment: MailedPayment,
  kind: MailKind,
  write: typeof receiptMessage,
): Promise<string[]> {
  const entity = await getMailEntity(trx, scope, payment.entityId);
  const mailIds: string[] = [];
  for (const contact of await listPayers(trx, scope, payment)) {
    const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
    const message = write(wording, payment, contact.name, await invoiceUrls(deps, trx, scope, payment, contact.id));
    mailIds.push(
      await queueMessage(deps, trx, { entity, kind, to: contact.email, wording, message, contactId: contact.id }),
    );
  }
  return mailIds;
}

async function invoiceUrls(
  deps: MailDeps,
  trx: Transaction<Database>,
  scope: MerchantScope,
  payment: MailedPayment,
  contactId: string,
): Promise<InvoiceUrls> {
  const urls = new Map<string, string>();
  for (const { id } of payment.invoices) {
    const { url } = await mintDocumentLink({ ...deps, db: trx }, scope, { documentId: id, contactId });
    urls.set(id, url);
  }
  return urls;
}

async function listPayers(
  trx: Transaction<Database>,
  scope: MerchantScope,
  payment: MailedPayment,
): Promise<MailContact[]> {
  const contacts = await listMailContacts(trx, scope, payment.customerId);
  const payer = contacts.filter(({ id }) => id === payment.payerContactId);
  return payer.length > 0 ? payer : contacts;
}
