import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useId } from 'react';
import type { CommentThread } from '@quittance/shared/comment.ts';
import { card, quietButton } from '../../components/looks.ts';
import { Waiting } from '../../components/waiting.tsx';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useSeen } from '../../lib/use-seen.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { CommentEntry } from './comment-entry.tsx';
import { CommentForm } from './comment-form.tsx';
import { markRead, showRead, threadQuery } from './comment-queries.ts';
import { commentView, type Talkers } from './comment-view.ts';

type Props = { documentId: string; talkers: Talkers };

/** What the customer and the merchant say to each other about one document. */
export function Conversation({ documentId, talkers }: Props) {
  const { t } = useWording();
  const titleId = useId();
  return (
    <section id={conversationId} aria-labelledby={titleId} className={`${card} scroll-mt-4`}>
      <h2 id={titleId} className="mb-3 text-lg font-semibold">
        {t('conversation.title')}
      </h2>
      <Thread documentId={documentId} talkers={talkers} />
      <CommentForm documentId={documentId} />
    </section>
  );
}

export const conversationId = 'conversation';

function Thread({ documentId, talkers }: Props) {
  const { t } = useWording();
  const isOffline = useIsOffline();
  const { data, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    threadQuery(documentId),
  );
  if (!data && isOffline) return <p className="text-muted">{t('offline.conversation')}</p>;
  if (isPending) return <Waiting text={t('page.loading')} />;
  if (!data) return <NotLoaded onRetry={() => void refetch()} />;
  return (
    <>
      {hasNextPage && (
        <button
          type="button"
          aria-disabled={isFetchingNextPage}
          onClick={() => !isFetchingNextPage && void fetchNextPage()}
          className={`${quietButton} mb-4 w-full`}
        >
          {isFetchingNextPage ? t('conversation.loadingEarlier') : t('conversation.earlier')}
        </button>
      )}
      <Messages documentId={documentId} talkers={talkers} data={data} />
    </>
  );
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const { t } = useWording();
  return (
    <div role="alert">
      <p>{t('conversation.notLoaded')}</p>
      <button type="button" onClick={onRetry} className={`${quietButton} mt-3`}>
        {t('page.retry')}
      </button>
    </div>
  );
}

function Messages({ documentId, talkers, data }: Props & { data: InfiniteData<CommentThread> }) {
  const wording = useWording();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({ mutationFn: markRead, onSuccess: () => showRead(queryClient, documentId) });
  const comments = data.pages.toReversed().flatMap((page) => page.comments);
  const upToId = unreadUpTo(data);
  const end = useSeen<HTMLDivElement>(upToId, (id) => mutate({ documentId, upToId: id }));
  if (comments.length === 0)
    return <p className="text-muted">{wording.t('conversation.none', { name: talkers.entityName })}</p>;
  return (
    <>
      <ol className="grid gap-3">
        {comments.map((comment) => (
          <CommentEntry key={comment.id} comment={commentView(comment, { ...talkers, documentId }, wording)} />
        ))}
      </ol>
      <div ref={end} />
    </>
  );
}

/** The newest message, where something is unread and all of that is on the page: nothing counts as read that nobody could see. */
function unreadUpTo({ pages }: InfiniteData<CommentThread>): string | null {
  const [newest] = pages;
  const shown = pages
    .flatMap((page) => page.comments)
    .filter(({ author, isRead }) => author.role === 'merchant' && !isRead);
  if (!newest || newest.unreadCount === 0 || newest.unreadCount > shown.length) return null;
  return newest.comments.at(-1)?.id ?? null;
}
