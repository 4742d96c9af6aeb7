import { infiniteQueryOptions, queryOptions, type Query } from '@tanstack/react-query';
import { answer, api } from '../../lib/api.ts';
import { filterOf, type ListChoice } from './list-choice.ts';

export const allDocuments = { queryKey: ['documents'] } as const;

export function documentListQuery(choice: ListChoice) {
  const query = { ...filterOf(choice), ...choice.order };
  return infiniteQueryOptions({
    queryKey: [...allDocuments.queryKey, 'list', query],
    queryFn: ({ pageParam }) =>
      answer(api.documents.$get({ query: pageParam === null ? query : { ...query, after: pageParam } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
    refetchOnMount: isShort,
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
  });
}

const firstPage: string | null = null;
const pagesAgainMax = 4;

/** A list is asked for again page by page, so a long one is not: some minutes after it was left it is forgotten, and read anew. */
function isShort({ state: { data } }: Pick<Query, 'state'>): boolean {
  const pages = typeof data === 'object' && data !== null && 'pages' in data ? data.pages : [];
  return Array.isArray(pages) && pages.length <= pagesAgainMax;
}

/** What such documents come to. */
export function listTotalsQuery(choice: ListChoice) {
  const query = filterOf(choice);
  return queryOptions({
    queryKey: [...allDocuments.queryKey, 'totals', query],
    queryFn: () => answer(api.documents.totals.$get({ query })),
  });
}

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: [...allDocuments.queryKey, 'one', id],
    queryFn: () => answer(api.documents[':id'].$get({ param: { id } })),
  });
}

export function eventsQuery(id: string) {
  return queryOptions({
    queryKey: [...allDocuments.queryKey, 'events', id],
    queryFn: () => answer(api.documents[':id'].events.$get({ param: { id } })),
  });
}
