import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import { getCustomerName, getMailEntity } from './mail-entity-queries.ts';
import type { MailMessage } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import { type MailDeps } from './queue-message.ts';
import { tellAdministrators } from './queue-payment-mails.ts';
import type { Wording } from './wording.ts';

type Announced = {
  merchantId: string;
  entityId: string;
  customerId: string;
  totalMinor: number;
  currency: string;
  reference: string;
  invoices: readonly { number: string; amountMinor: number }[];
  proof: { fileName: string; mediaType: string; sha256: string } | null;
};

/** To all administrators of the entity: what money to look for, with the proof if one came. */
export async function queueAnnouncementNotice(
  deps: MailDeps,
  trx: Transaction<Database>,
  announced: Announced,
): Promise<void> {
  const entity = await getMailEntity(trx, announced, announced.entityId);
  const customer = oneLine(await getCustomerName(trx, announced, announced.customerId));
  const { proof } = announced;
  const attachments = proof
    ? [{ fileName: proof.fileName, mediaType: proof.mediaType, sha256: proof.sha256 }]
    : undefined;
  const write = (wording: Wording) => noticeOf(wording, announced, customer);
  await tellAdministrators(deps, trx, entity, 'transfer_announced', write, attachments);
}

function noticeOf({ words, money }: Wording, announced: Announced, customer: string): MailMessage {
  const { notice, payment } = words;
  const { totalMinor, currency, reference, invoices } = announced;
  const amount = money(totalMinor, currency);
  return {
    subject: notice.announced.subject({ customer, amount }),
    preheader: reference,
    blocks: [
      { kind: 'amount', label: notice.announced.label, amount, note: null },
      { kind: 'paragraph', parts: [notice.announced.explanation] },
      {
        kind: 'facts',
        rows: [
          { label: payment.customer, value: customer },
          { label: payment.reference, value: reference },
          ...invoices.map(({ number, amountMinor }) => ({
            label: payment.invoice({ number: oneLine(number) }),
            value: money(amountMinor, currency),
          })),
        ],
      },
    ],
  };
}
