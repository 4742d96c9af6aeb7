import { Hono } from 'hono';
import { z } from 'zod';
import { sendDocumentSchema, sentDocumentSchema } from '@quittance/shared/merchant-api/mail.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import { sendInvoice } from '../email/send-invoice.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param } from '../http/validate.ts';
import { findDocument } from './document-queries.ts';
import { creditNoteWords, invoiceWords, type DocumentWords } from './document-routes.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });

export function sendRoutes(deps: Deps) {
  return new Hono<AppEnv>().route('/', sendRoute(deps, invoiceWords)).route('/', sendRoute(deps, creditNoteWords));
}

function sendRoute(deps: Deps, { kind, path, name, noun }: DocumentWords) {
  return new Hono<AppEnv>().post(
    `${path}/:id/send`,
    operation(deps, 'mails:send', {
      id: `send${name}`,
      summary: `Mail the ${noun} with its link and PDF`,
      description: 'Each time it is asked; repeat a request whose answer was lost under its Idempotency-Key.',
      answers: { 202: { schema: sentDocumentSchema, description: 'Queued' } },
    }),
    param(idParam),
    json(sendDocumentSchema),
    idempotent(deps),
    async (c) => {
      const { id } = c.req.valid('param');
      const { contactIds, template } = c.req.valid('json');
      if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
      const chosen = { ...(contactIds && { contactIds }), ...(template && { template }) };
      return c.json(await sendInvoice(deps, c.var.merchant, { documentId: id, ...chosen }), 202);
    },
  );
}
