import { queryOptions } from '@tanstack/react-query';
import type { StatementRequest } from '@quittance/shared/statement-request.ts';
import { answer, api } from '../../lib/api.ts';

export const statementAccountsQuery = queryOptions({
  queryKey: ['statements', 'accounts'],
  queryFn: () => answer(api.statements.accounts.$get()),
});

export function statementQuery(request: StatementRequest) {
  return queryOptions({
    queryKey: ['statements', 'one', request],
    queryFn: () => answer(api.statements.$get({ query: request })),
  });
}

/** Where the same statement is to be had as a file. */
export function statementPath(format: 'pdf' | 'csv', request: StatementRequest): string {
  return `/api/statements/${format}?${new URLSearchParams(request).toString()}`;
}
