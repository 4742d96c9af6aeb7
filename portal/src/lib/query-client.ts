import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const retriesMax = 2;

/** A refusal stays one however often it is asked; only what was not answered is asked again. */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < retriesMax && !(error instanceof ApiError && error.problem),
      },
    },
  });
}
