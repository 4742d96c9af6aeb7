import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams, type LoaderFunctionArgs, type RouteObject } from 'react-router';
import type { DocumentList as List } from '@quittance/shared/document-choices.ts';
import { sessionQuery } from '../features/access/session-queries.ts';
import { SelectionBar } from '../features/bundles/selection-bar.tsx';
import { unreadQuery } from '../features/comments/comment-queries.ts';
import { DocumentList, useDocumentsCount, useSelectedDocuments } from '../features/documents/document-list.tsx';
import { documentListQuery, listTotalsQuery } from '../features/documents/document-queries.ts';
import { FilterChips } from '../features/documents/filter-chips.tsx';
import { addressOf, choiceOf, filterOf, isWholeAccount } from '../features/documents/list-choice.ts';
import { listTitles } from '../features/documents/list-filter-view.ts';
import { ListForm } from '../features/documents/list-form.tsx';
import { ListSwitches } from '../features/documents/list-switch.tsx';
import { focusListTools } from '../features/documents/list-tools.tsx';
import { ListTotals } from '../features/documents/list-totals.tsx';
import { bundleRequest, selectedCount } from '../features/documents/selection.ts';
import { useSelection } from '../features/documents/selection-context.tsx';
import { PayPresets } from '../features/payments/pay-presets.tsx';
import { PayListed, PaySelected } from '../features/payments/pay-together.tsx';
import { payableQuery } from '../features/payments/payment-queries.ts';
import { signedIn } from '../lib/loader-context.ts';
import { useWording } from '../lib/wording-context.tsx';
import { ListPage } from './list-page.tsx';

/** One of the lists of the portal. Whatever it is narrowed to and sorted by stands in its address. */
export function documentsPage(list: List): Pick<RouteObject, 'id' | 'loader' | 'Component'> {
  return { id: list, loader: (args) => loadList(list, args), Component: () => <DocumentsPage list={list} /> };
}

function loadList(list: List, args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const choice = choiceOf(list, new URL(args.request.url).searchParams, session);
    await Promise.all([
      queryClient.ensureInfiniteQueryData(documentListQuery(choice)),
      queryClient.ensureQueryData(listTotalsQuery(choice)),
      isWholeAccount(choice) && queryClient.prefetchQuery(payableQuery({ filter: filterOf(choice) })),
    ]);
    return null;
  });
}

function DocumentsPage({ list }: { list: List }) {
  const { t } = useWording();
  const [address] = useSearchParams();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: unread } = useQuery(unreadQuery);
  const choice = choiceOf(list, address, session);
  const count = useDocumentsCount(choice);
  const { isSelecting, selection, end, save } = useSelection(choice);
  const selected = useSelectedDocuments(choice);
  const crowd = {
    hasCustomers: session.customers.length > 1 && choice.customer === null,
    hasEntities: session.entities.length > 1 && choice.entity === null,
  };
  return (
    <ListPage title={t(listTitles[list])} entitySlug={choice.entity?.slug}>
      <ListSwitches choice={choice} customers={session.customers} entities={session.entities} />
      <ListTotals choice={choice} />
      {isWholeAccount(choice) && <PayPresets filter={filterOf(choice)} isAside={isSelecting} />}
      <ListForm
        choice={choice}
        today={session.today}
        pathOf={(fields) => addressOf(choiceOf(list, fields, session)) || '?'}
      />
      <FilterChips choice={choice} />
      <a href="#footer" className="sr-only focus:not-sr-only focus:block focus:p-4">
        {t('list.skip')}
      </a>
      <DocumentList
        choice={choice}
        crowd={crowd}
        unread={new Map(unread?.documents.map(({ documentId, unreadCount }) => [documentId, unreadCount]))}
      />
      <SelectionBar
        isSelecting={isSelecting}
        count={selectedCount(selection, count)}
        request={bundleRequest(selection, choice)}
        onSignIn={save}
        onEnd={() => {
          end();
          focusListTools();
        }}
      >
        {list !== 'open' ? null : selection.isAll ? (
          <PayListed list={{ filter: filterOf(choice), exceptIds: [...selection.ids] }} />
        ) : (
          <PaySelected documents={selected} />
        )}
      </SelectionBar>
    </ListPage>
  );
}
