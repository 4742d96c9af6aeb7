import { focusManager, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { attemptQuery, payPageQuery, refreshAttempt } from './payment-queries.ts';

/** What pressing "Look again" does, and what came of it. */
export type Looking = { isLooking: boolean; error: Error | null; onLook: () => void };

/** How an attempt stands. The provider is asked when the customer comes back to the page, from the bank's app for one, and by `onLook`. */
export function useAttempt(attemptId: string | null) {
  const queryClient = useQueryClient();
  const query = useQuery({ ...attemptQuery(attemptId ?? ''), enabled: attemptId !== null });
  const { mutate, isPending, error } = useMutation({
    mutationFn: refreshAttempt,
    onSuccess: async (found) => {
      await queryClient.invalidateQueries(payPageQuery);
      queryClient.setQueryData(attemptQuery(found.id).queryKey, found);
    },
  });
  const onLook = () => {
    if (attemptId !== null && !isPending) mutate(attemptId);
  };
  const onBack = useEffectEvent((isFocused: boolean) => {
    if (isFocused && query.data && !query.data.failure && query.data.state !== 'succeeded') onLook();
  });
  useEffect(() => focusManager.subscribe(onBack), []);
  return { query, looking: { isLooking: isPending, error, onLook } satisfies Looking };
}
