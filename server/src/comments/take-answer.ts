import { createHash } from 'node:crypto';
import { cleanCommentText, commentTextMax } from '@quittance/shared/comment-text.ts';
import type { Deps } from '../deps.ts';
import { getMailEntity, type MailEntity } from '../email/mail-entity-queries.ts';
import { AppError } from '../http/errors.ts';
import { addComment, type AddComment, type CommentDeps } from './add-comment.ts';
import { findAuthor, isTooOld, type Replier } from './find-replier.ts';
import type { AnswerFlaw } from './flaw-message.ts';
import { mailAuthor } from './mail-author.ts';
import type { ReadMail } from './read-mail.ts';
import { getMailedDocument, type MailedDocument } from './recipient-queries.ts';

type AnswerDeps = CommentDeps & Pick<Deps, 'mailReader' | 'random' | 'log'>;

/** What a mail with all the files that it may have weighs: they grow by a third on the way. */
export const mailBytesMax = 30 * 1024 * 1024;

/**
 * Makes a comment of a mail that came to `replier`'s address. The same message again is the same comment. Whoever wrote what cannot be
 * added is told by mail; a program that answers, and somebody who may not speak any more, are not. Throws only what a later delivery
 * may mend.
 */
export async function takeAnswer(deps: AnswerDeps, replier: Replier, raw: Uint8Array): Promise<void> {
  const { documentId, id: recipientId } = replier;
  const mail = await deps.mailReader.read(raw);
  if (mail?.isAutomatic) return deps.log.info({ documentId, recipientId }, 'a program answered a mail: left out');
  const document = await getMailedDocument(deps.db, replier, documentId);
  const entity = await getMailEntity(deps.db, replier, document.entityId);
  const speaker = { customerId: document.customerId, entityName: entity.name, fromName: mail?.fromName ?? '' };
  const author = await findAuthor(deps, replier, speaker);
  if (!author) {
    return deps.log.warn({ documentId, recipientId }, 'an answer by mail came from somebody who may not any more');
  }
  if (!mail) return mailAuthor(deps, replier, { document, entity, flaw: { kind: 'unreadable' } });
  if (isTooOld(deps, replier)) return mailAuthor(deps, replier, { document, entity, flaw: { kind: 'too_old' } });
  const flaw = await addAnswer(deps, replier, { mail, entity, said: { author, repeatKey: repeatKeyOf(mail, raw) } });
  if (flaw) await mailAuthor(deps, replier, { document, entity, flaw });
}

/** A mail too large to be read at all. */
export async function refuseLargeAnswer(deps: AnswerDeps, replier: Replier): Promise<void> {
  const document: MailedDocument = await getMailedDocument(deps.db, replier, replier.documentId);
  const entity = await getMailEntity(deps.db, replier, document.entityId);
  const speaker = { customerId: document.customerId, entityName: entity.name, fromName: '' };
  if (!(await findAuthor(deps, replier, speaker))) return;
  await mailAuthor(deps, replier, { document, entity, flaw: { kind: 'too_large' } });
}

/** Resolves to what its author has to be told. */
async function addAnswer(
  deps: CommentDeps,
  replier: Replier,
  answer: { mail: ReadMail; entity: MailEntity; said: Pick<AddComment, 'author' | 'repeatKey'> },
): Promise<AnswerFlaw | null> {
  const text = cleanCommentText(answer.mail.text);
  const files = withoutLogo(answer.mail, answer.entity);
  if (text === '' && files.length === 0) return { kind: 'nothing' };
  if (text.length > commentTextMax) return { kind: 'too_long' };
  const { documentId } = replier;
  try {
    const comment = { documentId, text, files, isInternal: false, source: 'mail' as const, ...answer.said };
    const { leftOut } = await addComment(deps, replier, comment);
    return leftOut.length === 0 ? null : { kind: 'files_left_out', names: leftOut };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'card_number_in_text') return { kind: 'card_number' };
    if (error.code === 'file_not_accepted')
      return { kind: 'files_refused', names: files.map(({ fileName }) => fileName) };
    throw error;
  }
}

/** Our own logo comes back with what is quoted. */
function withoutLogo({ files }: ReadMail, { branding }: MailEntity): ReadMail['files'] {
  return files.filter(({ bytes }) => sha256Of(bytes) !== branding.logoFileKey);
}

function repeatKeyOf({ messageId }: ReadMail, raw: Uint8Array): string {
  return `mail ${sha256Of(messageId ?? raw)}`;
}

function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
