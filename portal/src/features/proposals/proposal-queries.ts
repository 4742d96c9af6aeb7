import { queryOptions } from '@tanstack/react-query';
import type { DocumentProposals, NewProposalInput } from '@quittance/shared/proposal.ts';
import { answer, api } from '../../lib/api.ts';

/** What is recorded, and what of it this customer's people asked to have corrected. */
export function proposalsQuery(documentId: string) {
  return queryOptions({
    queryKey: ['proposals', documentId],
    queryFn: () => answer(api.documents[':id'].proposals.$get({ param: { id: documentId } })),
  });
}

export type Proposing = { documentId: string; proposal: NewProposalInput };

export function propose({ documentId, proposal }: Proposing): Promise<DocumentProposals> {
  return answer(api.documents[':id'].proposals.$post({ param: { id: documentId }, json: proposal }));
}

export type Withdrawing = { documentId: string; proposalId: string };

export function withdraw({ documentId, proposalId }: Withdrawing): Promise<DocumentProposals> {
  const param = { id: documentId, proposalId };
  return answer(api.documents[':id'].proposals[':proposalId'].withdraw.$post({ param }));
}
