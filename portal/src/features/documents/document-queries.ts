import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DocumentList } from '@quittance/shared/document-choices.ts';
import { answer, api } from '../../lib/api.ts';

export function documentListQuery(list: DocumentList) {
  return infiniteQueryOptions({
    queryKey: ['documents', 'list', list],
    queryFn: ({ pageParam }) =>
      answer(api.documents.$get({ query: { list, ...(pageParam === null ? {} : { after: pageParam }) } })),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

const firstPage: string | null = null;

export const openTotalsQuery = queryOptions({
  queryKey: ['documents', 'totals'],
  queryFn: () => answer(api.documents.totals.$get({ query: { list: 'open' } })),
});

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', 'one', id],
    queryFn: () => answer(api.documents[':id'].$get({ param: { id } })),
  });
}
