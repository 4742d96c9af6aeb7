import type { CommentSource } from '@quittance/shared/comment.ts';
import { cleanCommentText, holdsCardNumber } from '@quittance/shared/comment-text.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { oneLine } from '../email/one-line.ts';
import { AppError } from '../http/errors.ts';
import { findRepeated, holdThread, insertComment } from './comment-queries.ts';
import { countComment } from './comment-limits.ts';

export type CommentAuthor =
  | { side: 'customer'; contactId: string; name: string }
  | { side: 'merchant'; contactId: null; name: string };

export type AddComment = {
  /** One that the author was already allowed to write about. */
  documentId: string;
  author: CommentAuthor;
  text: string;
  isInternal: boolean;
  source: CommentSource;
  /** Names the request or the mail: of two with one name only the first is written. */
  repeatKey: string | null;
};

/** Adds to the conversation about a document. Resolves to the comment's id, the same for a repeated request. */
export async function addComment(
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'jobs'>,
  scope: MerchantKey,
  comment: AddComment,
): Promise<string> {
  const { documentId, author, isInternal, source } = comment;
  const text = checkedText(comment.text);
  const repeatKey = comment.repeatKey && `${author.contactId ?? 'merchant'} ${comment.repeatKey}`;
  const repeated = await findRepeated(deps.db, scope, { documentId, repeatKey });
  if (repeated) return repeated;
  if (author.contactId !== null) await countComment(deps, author.contactId);
  return deps.db.transaction().execute(async (trx) => {
    const { commentsCount } = await holdThread(trx, scope, documentId);
    // Asked again under the lock: the same request may have come twice at once.
    const first = await findRepeated(trx, scope, { documentId, repeatKey });
    if (first) return first;
    const number = commentsCount + 1;
    const { side } = author;
    if (!isInternal) {
      const { merchantId } = scope;
      await deps.jobs.enqueue(trx, 'mail-comments', { merchantId, documentId, side, number });
    }
    return insertComment(trx, scope, {
      documentId,
      number,
      side,
      contactId: author.contactId,
      authorName: oneLine(author.name, 100),
      isInternal,
      text,
      source,
      repeatKey,
      now: deps.clock.now(),
    });
  });
}

function checkedText(written: string): string {
  const text = cleanCommentText(written);
  if (text === '') throw textRefusal('is empty: write something');
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
