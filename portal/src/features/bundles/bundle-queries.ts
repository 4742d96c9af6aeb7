import { queryOptions } from '@tanstack/react-query';
import type { Bundle, BundleRequest } from '@quittance/shared/bundle.ts';
import { answer, api } from '../../lib/api.ts';

const lookAgainMs = 1000;

/** What one asked for lately; looked at again while something is being made. */
export const bundlesQuery = queryOptions({
  queryKey: ['bundles'],
  queryFn: () => answer(api.bundles.$get()),
  refetchInterval: ({ state }) => (state.data?.bundles.some(isBuilding) ? lookAgainMs : false),
});

export function requestBundle(request: BundleRequest): Promise<Bundle> {
  return answer(api.bundles.$post({ json: request }));
}

export function cancelBundle(id: string): Promise<Bundle> {
  return answer(api.bundles[':id'].cancel.$post({ param: { id } }));
}

export function bundlePath(id: string): string {
  return `/api/bundles/${id}/zip`;
}

function isBuilding({ state }: Bundle): boolean {
  return state === 'building';
}
