import { useMutation, useQueryClient, type MutationFunction } from '@tanstack/react-query';
import type { DocumentProposals } from '@quittance/shared/proposal.ts';
import { proposalsQuery } from './proposal-queries.ts';

/** Asks the server for a change, and shows what it answers; what happened to the document is then read anew. */
export function useProposals<Asked>(
  documentId: string,
  mutationFn: MutationFunction<DocumentProposals, Asked>,
  onDone?: () => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (proposals) => {
      queryClient.setQueryData(proposalsQuery(documentId).queryKey, proposals);
      void queryClient.invalidateQueries({ queryKey: ['documents', 'events', documentId] });
      onDone?.();
    },
  });
}
