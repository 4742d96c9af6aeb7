import { onlineManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isRefusal } from './api-error.ts';
import { keptSince } from './kept-answer.ts';

const retriesMax = 2;

/**
 * A refusal stays one however often it is asked; only what was not answered is asked again. Nothing is kept back until the browser is
 * online: a press on "Pay" that waits would charge when nobody looks any more.
 */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      // Browsers know whether there is a network, not whether it leads anywhere: what came, or was given instead, says so.
      onSuccess: (data, query) => {
        const seenAt = keptSince(data);
        if (seenAt !== undefined) query.setState({ dataUpdatedAt: seenAt });
        onlineManager.setOnline(seenAt === undefined);
      },
      onError: (error) => {
        if (isRefusal(error, 'not_kept')) onlineManager.setOnline(false);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 30_000,
        retry: (failures, error) =>
          onlineManager.isOnline() && failures < retriesMax && !(error instanceof ApiError && error.problem),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
