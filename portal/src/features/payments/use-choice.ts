import { type Mutation, useIsMutating, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { showDraft } from '../../lib/pay-address.ts';
import { payingKey, payPageQuery, startDraft } from './payment-queries.ts';

const choiceKey = [...payingKey, 'choice'];

/** Choosing what is paid, which is another draft. One choice at a time: the next is made from what this one has brought. */
export function useChoice() {
  const queryClient = useQueryClient();
  const { mutate, error } = useMutation({
    mutationKey: choiceKey,
    mutationFn: startDraft,
    onSuccess: ({ id }) => {
      showDraft(id);
      return queryClient.invalidateQueries(payPageQuery);
    },
  });
  const choose = (request: Parameters<typeof startDraft>[0]) => {
    // Asked of the client, not of what was drawn.
    if (queryClient.isMutating({ mutationKey: payingKey }) === 0) mutate(request);
  };
  return { choose, error };
}

/** A choice is under way: what is on the screen is about to be another. */
export function useIsChoosing(): boolean {
  return useIsMutating({ mutationKey: choiceKey }) > 0;
}

/** Whether a draft is what was chosen on this page last. */
export function useIsChosen(draftId: string): boolean {
  const filters = { mutationKey: choiceKey, status: 'success' } as const;
  const chosen = useMutationState<Mutation<{ id: string }>['state']>({ filters, select: ({ state }) => state });
  return chosen.at(-1)?.data?.id === draftId;
}
