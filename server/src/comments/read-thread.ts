import type { Comment, CommentThread, UnreadThreads } from '@quittance/shared/comment.ts';
import type { Session } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { findDocument } from '../documents/document-queries.ts';
import { AppError } from '../http/errors.ts';
import {
  findThreadComment,
  getOwnContact,
  listThreadComments,
  listUnreadThreads,
  saveContactRead,
  type ThreadComment,
  type ThreadReader,
} from './thread-queries.ts';

/** About what one looks over; more come when they are asked for. */
const pageLength = 10;

/** The newest comments, or those before `before`. Looking marks nothing as read: the page says so once a person has seen it. */
export async function getThread(
  deps: Pick<Deps, 'db'>,
  session: Session,
  { documentId, before }: { documentId: string; before?: string | undefined },
): Promise<CommentThread> {
  const { reader } = await getThreadReader(deps, session, documentId);
  const beforeNumber = before === undefined ? null : (await getComment(deps, reader, before)).number;
  const found = await listThreadComments(deps.db, reader, { beforeNumber, limit: pageLength + 1 });
  const shown = found.slice(0, pageLength);
  const [unread] = await listUnreadThreads(deps.db, session.scope, { email: session.email, documentId });
  return {
    comments: shown.map((comment) => commentView(reader, comment)).toReversed(),
    earlierCursor: found.length > pageLength ? (shown.at(-1)?.id ?? null) : null,
    unreadCount: unread?.unreadCount ?? 0,
  };
}

export async function listUnread(deps: Pick<Deps, 'db'>, session: Session): Promise<UnreadThreads> {
  return { documents: await listUnreadThreads(deps.db, session.scope, { email: session.email }) };
}

export async function markThreadRead(
  deps: Pick<Deps, 'db' | 'clock'>,
  session: Session,
  { documentId, upToId }: { documentId: string; upToId: string },
): Promise<void> {
  const { reader } = await getThreadReader(deps, session, documentId);
  const { number } = await getComment(deps, reader, upToId);
  await saveContactRead(deps.db, reader, { number, now: deps.clock.now() });
}

/** Refuses with `not_found` what somebody else's document is, exactly like one that never was. */
export async function getThreadReader(
  deps: Pick<Deps, 'db'>,
  { scope, email }: Session,
  documentId: string,
): Promise<{ reader: ThreadReader; authorName: string }> {
  const document = await findDocument(deps.db, scope, documentId);
  if (!document) throw new AppError('not_found');
  const contact = await getOwnContact(deps.db, scope, { customerId: document.customerId, email });
  const reader = { merchantId: scope.merchantId, documentId, contactId: contact.id };
  return { reader, authorName: contact.name ?? email };
}

export async function getComment(
  deps: Pick<Deps, 'db'>,
  reader: ThreadReader,
  commentId: string,
): Promise<ThreadComment> {
  const comment = await findThreadComment(deps.db, reader, commentId);
  if (!comment) throw new AppError('not_found');
  return comment;
}

export function commentView({ contactId }: ThreadReader, comment: ThreadComment): Comment {
  return {
    id: comment.id,
    author: { name: comment.authorName, role: comment.side, isYou: comment.contactId === contactId },
    text: comment.text,
    writtenAt: comment.writtenAt.toISOString(),
    isRead: comment.isRead,
    files: comment.files,
  };
}
