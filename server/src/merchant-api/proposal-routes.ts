import { Hono } from 'hono';
import { z } from 'zod';
import {
  apiProposalPageSchema,
  apiProposalSchema,
  proposalAnswerSchema,
  proposalFilterSchema,
} from '@quittance/shared/merchant-api/proposal.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param, query } from '../http/validate.ts';
import { answerProposal } from '../proposals/answer-proposal.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';
import { getProposal, listProposals } from './proposal-queries.ts';

const idParam = z.strictObject({ id: idSchema });

/** What customers ask to have corrected, and the merchant's answers. */
export function proposalApiRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/proposals',
      operation(deps, 'proposals:read', {
        id: 'listProposals',
        summary: 'List what customers ask to have corrected',
        answers: { 200: { schema: apiProposalPageSchema } },
      }),
      query(proposalFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listProposals(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .route(
      '/',
      answerRoute(deps, 'accepted', {
        path: 'accept',
        id: 'acceptProposal',
        summary: 'Accept a proposal: a reference is kept beside its document, billing details change the customer',
      }),
    )
    .route(
      '/',
      answerRoute(deps, 'declined', {
        path: 'decline',
        id: 'declineProposal',
        summary: 'Decline a proposal: nothing changes',
      }),
    );
}

function answerRoute(
  deps: Deps,
  state: 'accepted' | 'declined',
  { path, id, summary }: { path: 'accept' | 'decline'; id: string; summary: string },
) {
  return new Hono<AppEnv>().post(
    `/v1/proposals/:id/${path}`,
    operation(deps, 'proposals:write', {
      id,
      summary,
      description: 'Whoever proposed is mailed. The first answer counts: the same again does nothing more.',
      answers: { 200: { schema: apiProposalSchema } },
    }),
    param(idParam),
    json(proposalAnswerSchema),
    idempotent(deps),
    async (c) => {
      const proposalId = c.req.valid('param').id;
      const { reason = null } = c.req.valid('json');
      await answerProposal(deps, c.var.merchant, { id: proposalId, state, reason });
      return c.json(await getProposal(deps.db, c.var.merchant, proposalId));
    },
  );
}
