import { Hono } from 'hono';
import { z } from 'zod';
import { newProposalSchema } from '@quittance/shared/proposal.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { requireCustomer } from '../access/require-reader.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param } from '../http/validate.ts';
import { proposeChange } from './propose-change.ts';
import { getDocumentProposals } from './read-proposals.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

const idParam = z.strictObject({ id: idSchema });
const proposalParam = z.strictObject({ id: idSchema, proposalId: idSchema });

/** What a customer's people ask to have corrected, for somebody signed in: as with comments, a mailed link is not enough. */
export function proposalRoutes(deps: Deps) {
  const customer = requireCustomer(deps);
  return new Hono<AppEnv>()
    .get('/api/documents/:id/proposals', customer, param(idParam), async (c) =>
      c.json(await getDocumentProposals(deps, c.var.session, c.req.valid('param').id)),
    )
    .post('/api/documents/:id/proposals', customer, param(idParam), json(newProposalSchema), async (c) => {
      const documentId = c.req.valid('param').id;
      await proposeChange(deps, c.var.session, { documentId, proposal: c.req.valid('json') });
      return c.json(await getDocumentProposals(deps, c.var.session, documentId), 201);
    })
    .post('/api/documents/:id/proposals/:proposalId/withdraw', customer, param(proposalParam), async (c) => {
      const { id: documentId, proposalId } = c.req.valid('param');
      await withdrawProposal(deps, c.var.session, { documentId, proposalId });
      return c.json(await getDocumentProposals(deps, c.var.session, documentId));
    });
}
