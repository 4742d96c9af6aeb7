import { addMs, dayMs } from '../access/duration.ts';
import { deriveKey } from '../access/keys.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { findDocument } from '../documents/document-queries.ts';
import { listMailContacts } from '../email/mail-entity-queries.ts';
import type { CommentAuthor } from './add-comment.ts';
import { findRecipient, type RecipientRow } from './recipient-queries.ts';
import { isReplyProof, parseReplyAddress } from './reply-address.ts';
import { getRoutingFacts } from './routing-queries.ts';
import { getOwnContact } from './thread-queries.ts';

/** Whose reply address a mail came to: the address proves it, and nothing in the mail does. */
export type Replier = RecipientRow & MerchantKey;

export const answerableDays = 180;

/** Null for an address that we did not make, or never mailed to anybody: one that was guessed is answered like one that was forged. */
export async function findReplier(deps: Pick<Deps, 'db' | 'config'>, address: string): Promise<Replier | null> {
  const { replyDomain, secretKey } = deps.config;
  const parsed = replyDomain === null ? null : parseReplyAddress(address, replyDomain);
  if (!parsed) return null;
  const recipient = await findRecipient(deps.db, parsed.id);
  if (!recipient || recipient.toldAt === null) return null;
  return isReplyProof(deriveKey(secretKey, 'comment-reply'), recipient, parsed.proof) ? recipient : null;
}

/** Who it is, in however many conversations: of each person one mail is taken in at a time, to whichever of its addresses. */
export function personOf({ merchantId, contactId, email }: Replier): string {
  return contactId ?? `${merchantId} ${email}`;
}

/** Nobody answers for ever: addresses lie about in old mailboxes. */
export function isTooOld({ clock }: Pick<Deps, 'clock'>, { toldAt }: Replier): boolean {
  return toldAt === null || addMs(toldAt, answerableDays * dayMs) <= clock.now();
}

/**
 * As whom the replier speaks now; null when the right to speak has gone since: the contact was disabled or belongs to another customer,
 * or the merchant names the address nowhere any more. `fromName` is what the sender calls itself.
 */
export async function findAuthor(
  deps: Pick<Deps, 'db'>,
  replier: Replier,
  { customerId, entityName, fromName }: { customerId: string; entityName: string; fromName: string },
): Promise<CommentAuthor | null> {
  const { db } = deps;
  if (replier.contactId === null) {
    if (!(await isOwnPeople(deps, replier))) return null;
    // Customers see this name; the addresses of the merchant's people are no business of theirs.
    const isName = fromName.trim() !== '' && !fromName.includes('@');
    return { side: 'merchant', contactId: null, name: isName ? fromName : entityName };
  }
  const reader = { merchantId: replier.merchantId, customerIds: [customerId], onlyDocumentId: null };
  if (!(await findDocument(db, reader, replier.documentId))) return null;
  const [contact] = await listMailContacts(db, replier, customerId, [replier.contactId]);
  if (!contact) return null;
  const { email } = contact;
  const { id, name } = await getOwnContact(db, replier, { customerId, email });
  return { side: 'customer', contactId: id, name: name ?? email };
}

async function isOwnPeople({ db }: Pick<Deps, 'db'>, replier: Replier): Promise<boolean> {
  const facts = await getRoutingFacts(db, replier, replier.documentId);
  const named = [facts.ownerEmail, facts.teamEmail, facts.entityEmail, ...facts.administratorEmails];
  return named.some((email) => email !== null && email.toLowerCase() === replier.email);
}
