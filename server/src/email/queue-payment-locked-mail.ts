import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import { getCustomerName, getMailEntity, listMailContacts } from './mail-entity-queries.ts';
import type { MailMessage } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import { queueMessage, type MailDeps } from './queue-message.ts';
import { tellAdministrators } from './queue-payment-mails.ts';
import { wordingOf, type Wording } from './wording.ts';

/** To the contact whose attempts are locked, and to the administrators of the entity. */
export async function queuePaymentLockedMail(
  deps: MailDeps,
  trx: Transaction<Database>,
  lock: { merchantId: string; entityId: string; customerId: string; contactId: string | null; lockedUntil: Date },
): Promise<string[]> {
  const { customerId, contactId } = lock;
  const entity = await getMailEntity(trx, lock, lock.entityId);
  const customerName = await getCustomerName(trx, lock, customerId);
  const [contact] = await listMailContacts(trx, lock, customerId, contactId === null ? [] : [contactId]);
  const mailIds: string[] = [];
  if (contact) {
    const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
    const message = lockedMessage(wording, contact.name, lock.lockedUntil);
    const to = contact.email;
    mailIds.push(
      await queueMessage(deps, trx, { entity, kind: 'payment_locked', to, wording, message, contactId: contact.id }),
    );
  }
  const told = await tellAdministrators(deps, trx, entity, 'payment_locked_notice', (wording) =>
    lockedNotice(wording, customerName, contact?.email ?? customerName, lock.lockedUntil),
  );
  return [...mailIds, ...told];
}

function lockedMessage({ words, moment }: Wording, name: string, lockedUntil: Date): MailMessage {
  const { locked } = words;
  const time = moment(lockedUntil);
  return {
    subject: locked.subject({ time }),
    preheader: locked.whatNow,
    blocks: [
      { kind: 'title', text: locked.title({ time }) },
      { kind: 'paragraph', parts: [locked.greeting({ name: oneLine(name) })] },
      { kind: 'paragraph', parts: [locked.explanation({ time })] },
      { kind: 'paragraph', parts: [locked.whatNow] },
    ],
  };
}

function lockedNotice({ words, moment }: Wording, customerName: string, email: string, lockedUntil: Date): MailMessage {
  const { locked } = words.notice;
  const contact = oneLine(email);
  return {
    subject: locked.subject({ customer: oneLine(customerName) }),
    preheader: contact,
    blocks: [
      { kind: 'title', text: locked.subject({ customer: oneLine(customerName) }) },
      { kind: 'paragraph', parts: [locked.explanation({ contact, time: moment(lockedUntil) })] },
    ],
  };
}
