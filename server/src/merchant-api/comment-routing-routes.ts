import { Hono } from 'hono';
import { z } from 'zod';
import {
  commentRoutingSchema,
  newCommentOwnerSchema,
  newCommentTeamSchema,
} from '@quittance/shared/merchant-api/comment.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { getRouting, setOwner, setTeam } from '../comments/set-routing.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param } from '../http/validate.ts';
import { findDocument } from './document-queries.ts';
import { creditNoteWords, invoiceWords, type DocumentWords } from './document-routes.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });
const answers = { 200: { schema: commentRoutingSchema } };

/** Who of the merchant's own people is mailed what customers say. */
export function commentRoutingRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .route('/', ownerRoutes(deps, invoiceWords))
    .route('/', ownerRoutes(deps, creditNoteWords))
    .post(
      '/v1/entities/:id/comment-team',
      operation(deps, 'comments:write', {
        id: 'setCommentTeam',
        summary: 'Set the address that is mailed where a document has no owner',
        answers,
      }),
      param(idParam),
      json(newCommentTeamSchema),
      idempotent(deps),
      async (c) => {
        const entityId = c.req.valid('param').id;
        return c.json(await setTeam(deps, c.var.merchant, { entityId, ...c.req.valid('json') }));
      },
    );
}

function ownerRoutes(deps: Deps, { kind, path, name, noun }: DocumentWords) {
  return new Hono<AppEnv>()
    .get(
      `${path}/:id/comment-routing`,
      operation(deps, 'comments:read', {
        id: `get${name}CommentRouting`,
        summary: `Who is mailed what the customer says about one ${noun}`,
        answers,
      }),
      param(idParam),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
        return c.json(await getRouting(deps, c.var.merchant, id));
      },
    )
    .post(
      `${path}/:id/comment-owner`,
      operation(deps, 'comments:write', {
        id: `set${name}CommentOwner`,
        summary: `Set who of your people answers for one ${noun}`,
        answers,
      }),
      param(idParam),
      json(newCommentOwnerSchema),
      idempotent(deps),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
        return c.json(await setOwner(deps, c.var.merchant, { documentId: id, ...c.req.valid('json') }));
      },
    );
}
