import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const retriesMax = 2;

/**
 * A refusal stays one however often it is asked; only what was not answered is asked again. Nothing is kept back until the browser is
 * online: a press on "Pay" that waits would charge when nobody looks any more.
 */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 30_000,
        retry: (failures, error) => failures < retriesMax && !(error instanceof ApiError && error.problem),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
