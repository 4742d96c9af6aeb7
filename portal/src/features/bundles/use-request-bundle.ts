import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BundleRequest } from '@quittance/shared/bundle.ts';
import { bundlePath, bundlesQuery, requestBundle } from './bundle-queries.ts';

/** Asks for a ZIP. A small one is downloaded at once; a large one is found among the downloads, and told as `asked`. */
export function useRequestBundle() {
  const queryClient = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: requestBundle,
    onSuccess: async ({ id, state }) => {
      if (state === 'ready') location.assign(bundlePath(id));
      await queryClient.invalidateQueries(bundlesQuery);
    },
  });
  return { request: (wanted: BundleRequest) => mutate(wanted), isAsking: isPending, asked: data, error };
}
