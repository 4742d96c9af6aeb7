import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Comment, CommentThread } from '@quittance/shared/comment.ts';
import { answer, api, done } from '../../lib/api.ts';
import { fetchWithProgress } from '../../lib/fetch-with-progress.ts';

/** The conversation about a document: its first page is the newest, each next one earlier. */
export function threadQuery(documentId: string) {
  return infiniteQueryOptions({
    queryKey: ['comments', 'thread', documentId],
    queryFn: ({ pageParam }) =>
      answer(
        api.documents[':id'].comments.$get({
          param: { id: documentId },
          query: pageParam === null ? {} : { before: pageParam },
        }),
      ),
    initialPageParam: newestPage,
    getNextPageParam: (page) => page.earlierCursor,
  });
}

const newestPage: string | null = null;

/** Documents about which the merchant said something new. */
export const unreadQuery = queryOptions({
  queryKey: ['comments', 'unread'],
  queryFn: () => answer(api.comments.unread.$get()),
});

/** `key` is the same for a repeated try. `onProgress` hears which share is sent, 0 to 1. */
export type NewMessage = {
  documentId: string;
  text: string;
  files: readonly File[];
  key: string;
  onProgress: (share: number) => void;
};

export function addComment({ documentId, text, files, key, onProgress }: NewMessage): Promise<Comment> {
  return answer(
    api.documents[':id'].comments.$post(
      { param: { id: documentId }, form: { text, key, ...(files.length > 0 && { file: [...files] }) } },
      { fetch: fetchWithProgress(onProgress) },
    ),
  );
}

/** Shows what was sent where it belongs, once however often it was sent. */
export function showSent(queryClient: QueryClient, documentId: string, sent: Comment): void {
  changeNewest(queryClient, documentId, (page) => ({
    ...page,
    comments: [...page.comments.filter(({ id }) => id !== sent.id), sent],
  }));
}

export type Seen = { documentId: string; upToId: string };

export function markRead({ documentId, upToId }: Seen): Promise<void> {
  return done(api.documents[':id'].comments.read.$post({ param: { id: documentId }, json: { upToId } }));
}

/** What was new stays marked so while the page is looked at; it is only not counted any more. */
export function showRead(queryClient: QueryClient, documentId: string): void {
  changeNewest(queryClient, documentId, (page) => ({ ...page, unreadCount: 0 }));
  void queryClient.invalidateQueries(unreadQuery);
}

function changeNewest(
  queryClient: QueryClient,
  documentId: string,
  change: (page: CommentThread) => CommentThread,
): void {
  queryClient.setQueryData(threadQuery(documentId).queryKey, (data) => {
    const [newest, ...earlier] = data?.pages ?? [];
    return data && newest && { ...data, pages: [change(newest), ...earlier] };
  });
}
