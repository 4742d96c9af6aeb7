import type { DocumentPage, ListTotals, SessionView } from '@quittance/shared/customer-view.ts';
import type { DocumentList } from '@quittance/shared/document-choices.ts';
import type { PayableTotal } from '@quittance/shared/payable.ts';
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
import type { Answers } from './lib/answers.ts';

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

/** What a list is drawn from. */
export async function answersOfList({ list, path, session, documents, totals, payable }: AskedList): Promise<Answers> {
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
  return { isRemembered: session.isRemembered, queries };
}
