import type { Session } from '../access/session.ts';
import { getThreadReader } from '../comments/read-thread.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { AppError } from '../http/errors.ts';
import { closeProposal, findProposal, holdDocument } from './proposal-queries.ts';

/** Takes back what any colleague proposed, as long as it is open. Twice does nothing more. */
export async function withdrawProposal(
  deps: Pick<Deps, 'db' | 'clock'>,
  session: Session,
  { documentId, proposalId }: { documentId: string; proposalId: string },
): Promise<void> {
  const { reader } = await getThreadReader(deps, session, documentId);
  await deps.db.transaction().execute(async (trx) => {
    await holdDocument(trx, reader, documentId);
    const proposal = await findProposal(trx, reader, proposalId);
    if (proposal?.documentId !== documentId) throw new AppError('not_found');
    if (proposal.state === 'withdrawn') return;
    if (proposal.state !== 'open') throw new AppError('proposal_closed', `The proposal is already ${proposal.state}.`);
    const now = deps.clock.now();
    await closeProposal(trx, reader, { id: proposalId, state: 'withdrawn', now });
    const event = { documentId, kind: 'change_withdrawn', data: { proposalId } } as const;
    await insertDocumentEvents(trx, reader, [event], now);
  });
}
