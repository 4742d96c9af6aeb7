import { useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { DocumentList as List } from '@quittance/shared/document-choices.ts';
import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { documentListQuery, documentQuery } from './document-queries.ts';
import { documentRowView, type Crowd } from './document-row-view.ts';
import { DocumentRows } from './document-rows.tsx';

type Props = { list: List; emptyText: string; crowd: Crowd };

/** One of the three lists, a page at a time. */
export function DocumentList({ list, emptyText, crowd }: Props) {
  const wording = useWording();
  const { t } = wording;
  const queryClient = useQueryClient();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(documentListQuery(list));
  const rows = data.pages.flatMap((page) => page.documents).map((summary) => documentRowView(summary, crowd, wording));
  if (rows.length === 0) return <p className="py-8 text-muted">{emptyText}</p>;
  return (
    <>
      <DocumentRows
        rows={rows}
        payText={t('list.pay')}
        onNear={(id) => void queryClient.prefetchQuery(documentQuery(id))}
      />
      {hasNextPage && (
        <button
          type="button"
          aria-disabled={isFetchingNextPage}
          onClick={() => !isFetchingNextPage && void fetchNextPage()}
          className={`${quietButton} mt-4 w-full`}
        >
          {isFetchingNextPage ? t('list.loadingMore') : t('list.more')}
        </button>
      )}
    </>
  );
}
