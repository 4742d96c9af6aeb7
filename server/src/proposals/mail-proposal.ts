import type { Transaction } from 'kysely';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { MerchantKey } from '../access/scope.ts';
import { getMailedDocument } from '../comments/recipient-queries.ts';
import { decideRouting } from '../comments/route-comment.ts';
import { getRoutingFacts } from '../comments/routing-queries.ts';
import type { Database } from '../db/tables.ts';
import { getMailEntity, listMailContacts } from '../email/mail-entity-queries.ts';
import { queueMessage, type MailDeps } from '../email/queue-message.ts';
import { wordingOf } from '../email/wording.ts';
import { answerMessage, noticeMessage, type NewNotice } from './proposal-message.ts';
import type { StoredProposal } from './proposal-queries.ts';

type Trx = Transaction<Database>;

/** To those of the merchant's people who are mailed what customers say about this document. A reply reaches whoever proposed. */
export async function mailNotice(
  deps: MailDeps,
  trx: Trx,
  scope: MerchantKey,
  proposal: NewNotice & { documentId: string },
): Promise<void> {
  const document = await getMailedDocument(trx, scope, proposal.documentId);
  const entity = await getMailEntity(trx, scope, document.entityId);
  const wording = wordingOf([entity.language], entity.timeZone);
  const message = noticeMessage(wording, document, proposal);
  const { emails } = decideRouting(await getRoutingFacts(trx, scope, document.id));
  for (const to of emails)
    await queueMessage(deps, trx, { entity, kind: 'proposal_notice', to, wording, message, replyTo: proposal.email });
}

/**
 * To whoever proposed. Where invoices are mailed to another address from now on, everybody of the customer is told: who got them before
 * must not wonder.
 */
export async function mailAnswer(
  deps: MailDeps,
  trx: Trx,
  scope: MerchantKey,
  { proposal, ...answer }: { proposal: StoredProposal; state: 'accepted' | 'declined'; reason: string | null },
): Promise<void> {
  const document = await getMailedDocument(trx, scope, proposal.documentId);
  const entity = await getMailEntity(trx, scope, document.entityId);
  const isForAll = answer.state === 'accepted' && proposal.proposed.invoiceEmail !== undefined;
  const contactIds = isForAll ? undefined : [proposal.contactId];
  for (const contact of await listMailContacts(trx, scope, document.customerId, contactIds)) {
    const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
    const about = { documentId: document.id, contactId: contact.id };
    const { url } = await mintDocumentLink({ ...deps, db: trx }, scope, about);
    const message = answerMessage(wording, document, { ...proposal, ...answer }, url);
    await queueMessage(deps, trx, { entity, kind: 'proposal_answer', to: contact.email, wording, message, ...about });
  }
}
