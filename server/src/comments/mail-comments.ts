import type { Transaction } from 'kysely';
import type { CommentSide } from '@quittance/shared/comment.ts';
import { addMs, minuteMs } from '../access/duration.ts';
import { deriveKey } from '../access/keys.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { Database, MailAttachment } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { getMailEntity, listMailContacts, type MailContact, type MailEntity } from '../email/mail-entity-queries.ts';
import { queueMessage, type MailDeps } from '../email/queue-message.ts';
import { wordingOf } from '../email/wording.ts';
import { holdThread } from './comment-queries.ts';
import { customerMessage, merchantMessage } from './comment-message.ts';
import {
  getMailedDocument,
  listUntold,
  noteTold,
  saveRecipient,
  type MailedDocument,
  type RecipientRow,
  type UntoldComment,
} from './recipient-queries.ts';
import { buildReplyAddress } from './reply-address.ts';
import { decideRouting } from './route-comment.ts';
import { getRoutingFacts, listPartaking } from './routing-queries.ts';

type Trx = Transaction<Database>;
type CommentMailDeps = MailDeps & Pick<Deps, 'db'>;

/** The comment that gave the occasion, and by which side. */
export type SaidComment = { merchantId: string; documentId: string; side: CommentSide; number: number };
type About = { said: SaidComment; document: MailedDocument; entity: MailEntity };
/** A contact of the customer, or an address of the merchant's own people. */
type Reader = { contact: MailContact } | { email: string };
type Partner = { reader: Reader; recipient: RecipientRow };

const pauseMs = 10 * minuteMs;
/** What does not fit into one mail goes with the next. */
const commentsAMail = 20;
const idBytes = 10;
const attachedBytesMax = 10 * 1024 * 1024;

/**
 * Mails the other side what it was not told yet: nobody gets two mails about one conversation within ten minutes, and what is said
 * meanwhile is gathered into the next. Done again, it finds nothing to tell.
 */
export async function mailComments(deps: CommentMailDeps, said: SaidComment): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await holdThread(trx, said, said.documentId);
    const document = await getMailedDocument(trx, said, said.documentId);
    const entity = await getMailEntity(trx, said, document.entityId);
    // All rows before the first mail: what one is told, the others still have to hear.
    const partners: Partner[] = [];
    for (const reader of await listReaders(trx, said, document))
      partners.push({ reader, recipient: await saveReader(deps, trx, said, reader) });
    const waits: Date[] = [];
    for (const partner of partners) {
      const againAt = await tell(deps, trx, { said, document, entity }, partner);
      if (againAt) waits.push(againAt);
    }
    const [startAt] = waits.toSorted((one, other) => one.getTime() - other.getTime());
    if (startAt) await deps.jobs.enqueue(trx, 'mail-comments', said, { startAt });
  });
}

/**
 * Contacts who are part of the conversation, or else all of them; of the merchant's people whom the routing says now. Who was routed to
 * before hears nothing more.
 */
async function listReaders(trx: Trx, said: SaidComment, document: MailedDocument): Promise<Reader[]> {
  if (said.side === 'customer') {
    const { emails } = decideRouting(await getRoutingFacts(trx, said, document.id));
    return emails.map((email) => ({ email }));
  }
  const ids = await listPartaking(trx, said, document.id);
  const partaking = await listMailContacts(trx, said, document.customerId, ids);
  const contacts = partaking.length > 0 ? partaking : await listMailContacts(trx, said, document.customerId);
  return contacts.map((contact) => ({ contact }));
}

async function saveReader(
  { random }: CommentMailDeps,
  trx: Trx,
  said: SaidComment,
  reader: Reader,
): Promise<RecipientRow> {
  return saveRecipient(trx, said, {
    id: Buffer.from(random.bytes(idBytes)).toString('base64url'),
    documentId: said.documentId,
    contactId: 'contact' in reader ? reader.contact.id : null,
    email: 'email' in reader ? reader.email : null,
  });
}

/** Resolves to when to look again, where something is left to tell. */
async function tell(
  deps: CommentMailDeps,
  trx: Trx,
  about: About,
  { reader, recipient }: Partner,
): Promise<Date | null> {
  const { said } = about;
  const { toldNumber, toldAt } = recipient;
  const untold = await listUntold(trx, said, { ...said, toldNumber, limit: commentsAMail + 1 });
  const told = untold.slice(0, commentsAMail);
  const last = told.at(-1);
  if (!last) return null;
  const now = deps.clock.now();
  const freeAt = toldAt && addMs(toldAt, pauseMs);
  if (freeAt && freeAt > now) return freeAt;
  await queueComments(deps, trx, about, { reader, recipient, comments: told });
  await noteTold(trx, recipient.id, { number: last.number, now });
  return untold.length > told.length ? addMs(now, pauseMs) : null;
}

async function queueComments(
  deps: CommentMailDeps,
  trx: Trx,
  { said, document, entity }: About,
  { reader, recipient, comments }: Partner & { comments: UntoldComment[] },
): Promise<void> {
  const { replyDomain, secretKey } = deps.config;
  const replyTo = replyDomain && buildReplyAddress(deriveKey(secretKey, 'comment-reply'), recipient, replyDomain);
  const { name: entityName, email: entityEmail } = entity;
  const told = { document, entityName, entityEmail, comments, canReply: replyTo !== null, hasFiles: false };
  if ('email' in reader) {
    const wording = wordingOf([entity.language], entity.timeZone);
    const attachments = attachmentsOf(comments);
    const message = merchantMessage(wording, { ...told, hasFiles: attachments.length > 0 });
    const mail = { entity, kind: 'comment_notice' as const, to: reader.email, wording, message, attachments };
    // Where replies cannot come to us, they reach the person who asked.
    await queueMessage(deps, trx, { ...mail, replyTo: replyTo ?? comments.at(-1)?.contactEmail });
    return;
  }
  const { contact } = reader;
  const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
  const about = { documentId: document.id, contactId: contact.id };
  const { url } = await mintDocumentLink({ ...deps, db: trx }, said, about);
  const message = customerMessage(wording, told, url);
  const mail = { entity, kind: 'comment' as const, to: contact.email, wording, message, ...about };
  await queueMessage(deps, trx, { ...mail, replyTo });
}

/** The merchant's people have no page to fetch files from. All of them come, or, where they are heavy, none. */
function attachmentsOf(comments: readonly UntoldComment[]): MailAttachment[] {
  const files = comments.flatMap((comment) => comment.files);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes > attachedBytesMax) return [];
  return files.map(({ fileName, mediaType, sha256 }) => ({ fileName, mediaType, sha256 }));
}
