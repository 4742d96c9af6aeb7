import type { DocumentProposals, Proposal } from '@quittance/shared/proposal.ts';
import type { Session } from '../access/session.ts';
import { getThreadReader } from '../comments/read-thread.ts';
import type { Deps } from '../deps.ts';
import { getRecordedDetails, listNewestProposals, type StoredProposal } from './proposal-queries.ts';

/** What is recorded, and what of it the customer's people proposed to change; for whoever may write about the document. */
export async function getDocumentProposals(
  deps: Pick<Deps, 'db'>,
  session: Session,
  documentId: string,
): Promise<DocumentProposals> {
  const { reader } = await getThreadReader(deps, session, documentId);
  const { invoiceEmail: _, ...recorded } = await getRecordedDetails(deps.db, reader, documentId);
  const proposals = await listNewestProposals(deps.db, reader, documentId);
  return { recorded, proposals: proposals.map((proposal) => proposalView(proposal, reader.contactId)) };
}

function proposalView(proposal: StoredProposal, readerId: string): Proposal {
  const { id, kind, state, proposed, note, authorName, contactId, proposedAt, closedAt, reason } = proposal;
  return {
    id,
    kind,
    state,
    proposed,
    note,
    author: { name: authorName, isYou: contactId === readerId },
    proposedAt: proposedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    reason,
  };
}
