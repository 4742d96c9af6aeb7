import { Hono } from 'hono';
import { z } from 'zod';
import { apiDocumentDetailSchema, markReasonSchema } from '@quittance/shared/merchant-api/document.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param } from '../http/validate.ts';
import { creditNoteWords, invoiceWords, type DocumentWords } from './document-routes.ts';
import { idempotent } from './idempotency.ts';
import { markDisputed, voidDocument } from './mark-document.ts';
import { operation } from './operation.ts';
import { getDocument } from './read-document.ts';

const idParam = z.strictObject({ id: idSchema });
const answers = { 200: { schema: apiDocumentDetailSchema } };

/** What a merchant decides about a document, which itself never changes. */
export function markRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .route('/', voidRoute(deps, invoiceWords))
    .route('/', voidRoute(deps, creditNoteWords))
    .route('/', disputeRoute(deps, { path: 'dispute', id: 'disputeInvoice', isDisputed: true }))
    .route('/', disputeRoute(deps, { path: 'end-dispute', id: 'endDispute', isDisputed: false }));
}

function voidRoute(deps: Deps, { kind, path, name, noun }: DocumentWords) {
  return new Hono<AppEnv>().post(
    `${path}/:id/void`,
    operation(deps, 'documents:write', {
      id: `void${name}`,
      summary: `Declare that the ${noun} was never valid`,
      description: 'Refused once money or a credit note touches it. Twice does nothing more; there is no way back.',
      answers,
    }),
    param(idParam),
    json(markReasonSchema),
    idempotent(deps),
    async (c) => {
      const which = { kind, id: c.req.valid('param').id };
      await voidDocument(deps, c.var.merchant, { ...which, ...c.req.valid('json') });
      return c.json(await getDocument(deps, c.var.merchant, which));
    },
  );
}

function disputeRoute(deps: Deps, { path, id, isDisputed }: { path: string; id: string; isDisputed: boolean }) {
  return new Hono<AppEnv>().post(
    `${invoiceWords.path}/:id/${path}`,
    operation(deps, 'documents:write', {
      id,
      summary: isDisputed ? 'Mark the invoice as contested by its customer' : 'Take the mark of a dispute away',
      description: 'The customer sees the mark, not the reason.',
      answers,
    }),
    param(idParam),
    json(markReasonSchema),
    idempotent(deps),
    async (c) => {
      const invoiceId = c.req.valid('param').id;
      await markDisputed(deps, c.var.merchant, { id: invoiceId, isDisputed, ...c.req.valid('json') });
      return c.json(await getDocument(deps, c.var.merchant, { kind: 'invoice', id: invoiceId }));
    },
  );
}
