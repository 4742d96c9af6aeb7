import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { AppError } from '../http/errors.ts';
import { waitForTurn } from '../imports/import-queries.ts';
import { mailAnswer } from './mail-proposal.ts';
import { closeProposal, findProposal, holdDocument } from './proposal-queries.ts';
import { takeOver } from './take-over-details.ts';

export type ProposalAnswer = { id: string; state: 'accepted' | 'declined'; reason: string | null };

/**
 * The merchant's answer; what is accepted is taken over with it. The first of two answers counts: the same again does nothing more,
 * another one is refused.
 */
export async function answerProposal(
  deps: MailDeps & Pick<Deps, 'db'>,
  scope: MerchantScope,
  { id, state, reason }: ProposalAnswer,
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const found = await findProposal(trx, scope, id);
    if (!found) throw new AppError('not_found', `There is no proposal ${id}.`);
    // Imports find customers by what may change here.
    await waitForTurn(trx, scope);
    await holdDocument(trx, scope, found.documentId);
    const proposal = (await findProposal(trx, scope, id)) ?? found;
    if (proposal.state === state) return;
    if (proposal.state !== 'open') throw new AppError('proposal_closed', `The proposal is already ${proposal.state}.`);
    if (state === 'accepted') await takeOver(trx, scope, proposal);
    const now = deps.clock.now();
    await closeProposal(trx, scope, { id, state, reason, now });
    const kind = state === 'accepted' ? 'change_accepted' : 'change_declined';
    await insertDocumentEvents(trx, scope, [{ documentId: proposal.documentId, kind, data: { proposalId: id } }], now);
    await mailAnswer(deps, trx, scope, { proposal, state, reason });
  });
}
