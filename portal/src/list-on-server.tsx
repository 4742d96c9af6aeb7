import type { i18n } from 'i18next';
import { renderToString } from 'react-dom/server';
import { createMemoryRouter } from 'react-router';
import type { DocumentPage, ListTotals, SessionView } from '@quittance/shared/customer-view.ts';
import type { DocumentList } from '@quittance/shared/document-choices.ts';
import type { PayableTotal } from '@quittance/shared/payable.ts';
import { AppTree, loadedByServer, routerContext } from './app-tree.tsx';
import { sessionQuery } from './features/access/session-queries.ts';
import { documentListQuery, listTotalsQuery } from './features/documents/document-queries.ts';
import {
  choiceOf,
  filterOf,
  isWholeAccount,
  type ListFilter,
  type ListQuery,
} from './features/documents/list-choice.ts';
import { payableQuery } from './features/payments/payment-queries.ts';
import { takeAnswers, type Answers } from './lib/answers.ts';
import { buildQueryClient } from './lib/query-client.ts';
import { routes } from './router.tsx';

export type AskedList = {
  list: DocumentList;
  /** Of the page, with its search. */
  path: string;
  session: SessionView;
  /** What the API answers to this session. */
  documents: (query: ListQuery) => Promise<DocumentPage>;
  totals: (filter: ListFilter) => Promise<ListTotals>;
  payable: (filter: ListFilter) => Promise<{ totals: PayableTotal[] }>;
};

/** A list as the app draws it, and the answers that it is drawn from. */
export async function listPage(asked: AskedList, spoken: i18n): Promise<{ root: string; answers: Answers }> {
  const answers = await answersOf(asked);
  const queryClient = buildQueryClient();
  takeAnswers(queryClient, answers);
  const router = createMemoryRouter(routes, {
    initialEntries: [asked.path],
    getContext: () => routerContext(queryClient, spoken),
    hydrationData: { loaderData: loadedByServer },
  });
  const root = renderToString(<AppTree i18n={spoken} queryClient={queryClient} router={router} />);
  router.dispose();
  return { root, answers };
}

async function answersOf({ list, path, session, documents, totals, payable }: AskedList): Promise<Answers> {
  const choice = choiceOf(list, new URL(path, 'http://localhost').searchParams, session);
  const filter = filterOf(choice);
  const [page, sums, toPay] = await Promise.all([
    documents({ ...filter, ...choice.order }),
    totals(filter),
    isWholeAccount(choice) ? payable(filter) : null,
  ]);
  const queries: Answers['queries'] = [
    [sessionQuery.queryKey, session],
    [documentListQuery(choice).queryKey, { pages: [page], pageParams: [null] }],
    [listTotalsQuery(choice).queryKey, sums],
  ];
  if (toPay) queries.push([payableQuery({ filter }).queryKey, toPay]);
  return { isKept: session.isRemembered, queries };
}
