import type { CommentSource } from '@quittance/shared/comment.ts';
import { cleanCommentText, commentTextMax, holdsCardNumber } from '@quittance/shared/comment-text.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { oneLine } from '../email/one-line.ts';
import { AppError } from '../http/errors.ts';
import { acceptFiles, acceptWhatMayCome, refuseTooMuch, type IncomingFile } from './accept-files.ts';
import { countComment, countFileBytes } from './comment-limits.ts';
import { findRepeated, holdThread, insertComment } from './comment-queries.ts';
import { insertFiles, type FileRecord } from './file-queries.ts';

export type CommentAuthor =
  | { side: 'customer'; contactId: string; name: string }
  | { side: 'merchant'; contactId: null; name: string };

export type AddComment = {
  /** One that the author was already allowed to write about. */
  documentId: string;
  author: CommentAuthor;
  /** May be empty where a file comes with it. */
  text: string;
  files?: readonly IncomingFile[];
  isInternal: boolean;
  source: CommentSource;
  /** Names the request or the mail: of two with one name only the first is written. */
  repeatKey: string | null;
};

/** `leftOut`: names of files that came by mail and may not; elsewhere one such file refuses the comment, and its author sees why. */
export type AddedComment = { id: string; leftOut: string[] };

export type CommentDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'jobs' | 'files' | 'pictures'>;

/** Adds to the conversation about a document. Resolves to the comment's id, the same for a repeated request. */
export async function addComment(deps: CommentDeps, scope: MerchantKey, comment: AddComment): Promise<AddedComment> {
  const { documentId, author, files = [] } = comment;
  const text = checkedText(comment.text, files.length > 0);
  const repeatKey = comment.repeatKey && `${author.contactId ?? 'merchant'} ${comment.repeatKey}`;
  const repeated = await findRepeated(deps.db, scope, { documentId, repeatKey });
  if (repeated) return { id: repeated, leftOut: [] };
  if (author.contactId !== null) await countSent(deps, author.contactId, files);
  const { accepted, leftOut } = await filesToKeep(deps, comment.source, files);
  if (text === '' && accepted.length === 0) {
    throw new AppError('file_not_accepted', `body.file: none of ${leftOut.join(', ')} is of a kind that is accepted`);
  }
  const id = await writeComment(deps, scope, { ...comment, text, repeatKey, files: accepted });
  return { id, leftOut };
}

async function countSent(deps: CommentDeps, contactId: string, files: readonly IncomingFile[]): Promise<void> {
  await countComment(deps, contactId);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  await countFileBytes(deps, contactId, bytes);
}

async function filesToKeep(deps: CommentDeps, source: CommentSource, files: readonly IncomingFile[]) {
  // Mail programs add what nobody chose: signatures, cards, calendars.
  if (source === 'mail') return acceptWhatMayCome(deps, files);
  refuseTooMuch(files);
  return { accepted: await acceptFiles(deps, files), leftOut: [] };
}

async function writeComment(
  deps: CommentDeps,
  scope: MerchantKey,
  comment: Omit<AddComment, 'files'> & { files: readonly FileRecord[] },
): Promise<string> {
  const { documentId, author, isInternal, repeatKey, text, source } = comment;
  return deps.db.transaction().execute(async (trx) => {
    const { commentsCount } = await holdThread(trx, scope, documentId);
    // Asked again under the lock: the same request may have come twice at once.
    const first = await findRepeated(trx, scope, { documentId, repeatKey });
    if (first) return first;
    const number = commentsCount + 1;
    const { side, contactId } = author;
    if (!isInternal) {
      const { merchantId } = scope;
      await deps.jobs.enqueue(trx, 'mail-comments', { merchantId, documentId, side, number });
    }
    const authorName = oneLine(author.name, 100);
    const said = { documentId, number, side, contactId, authorName, isInternal, text, source, repeatKey };
    const id = await insertComment(trx, scope, { ...said, now: deps.clock.now() });
    await insertFiles(trx, scope, id, comment.files);
    return id;
  });
}

function checkedText(written: string, hasFiles: boolean): string {
  const text = cleanCommentText(written);
  if (text === '' && !hasFiles) throw textRefusal('is empty: write something');
  if (text.length > commentTextMax) throw textRefusal(`is longer than ${commentTextMax} characters: send it as a file`);
  if (holdsCardNumber(text))
    throw new AppError(
      'card_number_in_text',
      'text: there seems to be a payment card’s number in it. Take it out: it must not be written down here.',
    );
  return text;
}

function textRefusal(message: string): AppError {
  return new AppError('invalid_request', `body.text: ${message}`, { issues: [{ path: 'body.text', message }] });
}
