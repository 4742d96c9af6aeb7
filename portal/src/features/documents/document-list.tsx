import { useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { memo, useDeferredValue } from 'react';
import type { DocumentPage, DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { DocumentList as DocumentListName } from '@quittance/shared/document-choices.ts';
import type { Wording } from '../../lib/wording.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { documentListQuery, documentQuery, listTotalsQuery } from './document-queries.ts';
import { documentRowView, type Crowd } from './document-row-view.ts';
import { DocumentRows, RowHeadings } from './document-rows.tsx';
import { EmptyList } from './empty-list.tsx';
import { activeFilters, type ListChoice } from './list-choice.ts';
import { ListTools } from './list-tools.tsx';
import { ListWindow } from './list-window.tsx';
import { LoadOn } from './load-on.tsx';
import { isSelected, toggled } from './selection.ts';
import { useSelection } from './selection-context.tsx';

type Props = {
  choice: ListChoice;
  crowd: Crowd;
  /** New messages by document. */
  unread: ReadonlyMap<string, number>;
};

/** What an address asks for, page after page as one scrolls. */
export function DocumentList({ choice, crowd, unread }: Props) {
  const { t } = useWording();
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useSuspenseInfiniteQuery(
    documentListQuery(choice),
  );
  const count = useDocumentsCount(choice);
  // What has just arrived is drawn bit by bit, so that whoever scrolls is not held up.
  const pages = data.pages.slice(0, useDeferredValue(data.pages.length));
  const { places, shown } = placesOf(pages);
  return (
    <>
      <output className={activeFilters(choice).length > 0 ? 'mb-3 block font-medium' : 'sr-only'}>
        {t('list.search.found', { count })}
      </output>
      {shown === 0 ? <EmptyList choice={choice} /> : <ListTools choice={choice} count={count} />}
      {shown > 0 && (
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          <RowHeadings names={headingsOf(choice.list, t)} hasPay={choice.list === 'open'} />
          {/* An element for lists holds its items itself, and here pages stand between. */}
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
          <div role="list">
            {pages.map((page, index) => (
              <ListWindow key={page.documents[0]?.id} page={page}>
                <PageRows
                  choice={choice}
                  documents={page.documents}
                  firstPlace={places[index] ?? 1}
                  count={Math.max(count, shown)}
                  crowd={crowd}
                  unread={unread}
                />
              </ListWindow>
            ))}
          </div>
        </div>
      )}
      {shown > 0 && <output className="mt-2 block text-sm text-muted">{t('list.shown', { shown, count })}</output>}
      {hasNextPage && (
        <LoadOn
          pagesCount={pages.length}
          isLoading={isFetchingNextPage || pages.length < data.pages.length}
          hasFailed={isFetchNextPageError}
          onLoad={() => void fetchNextPage()}
        />
      )}
    </>
  );
}

function headingsOf(list: DocumentListName, t: Wording['t']): [string, string, string] {
  return [
    t(list === 'credit_notes' ? 'list.columns.creditNote' : 'list.columns.invoice'),
    t('list.columns.status'),
    t(list === 'open' ? 'list.columns.due' : 'list.columns.amount'),
  ];
}

/** Of all that the choice is about, loaded or not. */
export function useDocumentsCount(choice: ListChoice): number {
  const { data } = useSuspenseQuery(listTotalsQuery(choice));
  return data.totals.reduce((sum, { documentsCount }) => sum + documentsCount, 0);
}

/** Those that are loaded and selected. */
export function useSelectedDocuments(choice: ListChoice): DocumentSummary[] {
  const { data } = useSuspenseInfiniteQuery(documentListQuery(choice));
  const { selection } = useSelection(choice);
  return data.pages.flatMap(({ documents }) => documents.filter(({ id }) => isSelected(selection, id)));
}

/** Of the first document of each page among all. */
function placesOf(pages: readonly DocumentPage[]): { places: number[]; shown: number } {
  const places: number[] = [];
  let shown = 0;
  for (const { documents } of pages) {
    places.push(shown + 1);
    shown += documents.length;
  }
  return { places, shown };
}

type PageProps = Props & { documents: DocumentSummary[]; firstPlace: number; count: number };

/** Of a page that is near the screen, and only when it changes; nothing is worked out for the others, of which there may be hundreds. */
const PageRows = memo(function PageRows({ choice, documents, firstPlace, count, crowd, unread }: PageProps) {
  const wording = useWording();
  const { isSelecting, selection, select } = useSelection(choice);
  const queryClient = useQueryClient();
  return (
    <DocumentRows
      rows={documents.map((summary) =>
        documentRowView(summary, { crowd, unreadCount: unread.get(summary.id) ?? 0 }, wording),
      )}
      firstPlace={firstPlace}
      count={count}
      hasPay={choice.list === 'open'}
      onNear={(id) => void queryClient.prefetchQuery(documentQuery(id))}
      isSelecting={isSelecting}
      isSelected={(id) => isSelected(selection, id)}
      onToggle={(id) => select(toggled(selection, id))}
    />
  );
});
