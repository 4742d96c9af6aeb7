import { Hono } from 'hono';
import { z } from 'zod';
import { apiLinkSchema, linkForSchema, revokedLinkSchema } from '@quittance/shared/merchant-api/link.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param } from '../http/validate.ts';
import { copyLink, revokeLink } from './copy-link.ts';
import { creditNoteWords, invoiceWords, type DocumentWords } from './document-routes.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });

/** The links that mails carry, to preview what a customer sees or to send it another way. */
export function linkRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .route('/', linkRoutesOf(deps, invoiceWords))
    .route('/', linkRoutesOf(deps, creditNoteWords));
}

function linkRoutesOf(deps: Deps, { kind, path, name, noun }: DocumentWords) {
  return new Hono<AppEnv>()
    .post(
      `${path}/:id/links`,
      operation(deps, 'links:write', {
        id: `copy${name}Link`,
        summary: `Copy the link to the ${noun} for one contact`,
        description: 'Always the same one, until it is revoked.',
        answers: { 200: { schema: apiLinkSchema } },
      }),
      param(idParam),
      json(linkForSchema),
      // A link is a secret: its answer is not kept, but made again.
      idempotent(deps, { keepsBody: false }),
      async (c) => {
        const wanted = { kind, documentId: c.req.valid('param').id, ...c.req.valid('json') };
        return c.json(await copyLink(deps, c.var.merchant, wanted));
      },
    )
    .post(
      `${path}/:id/links/revoke`,
      operation(deps, 'links:write', {
        id: `revoke${name}Link`,
        summary: `Revoke the link to the ${noun} of one contact`,
        description: 'Every copy then only leads to the sign-in page. The next mail carries a new one.',
        answers: { 200: { schema: revokedLinkSchema } },
      }),
      param(idParam),
      json(linkForSchema),
      idempotent(deps),
      async (c) => {
        const wanted = { kind, documentId: c.req.valid('param').id, ...c.req.valid('json') };
        return c.json(await revokeLink(deps, c.var.merchant, wanted));
      },
    );
}
