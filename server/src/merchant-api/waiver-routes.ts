import { Hono } from 'hono';
import { z } from 'zod';
import { apiWaiversSchema, endWaiverSchema, newWaiverSchema } from '@quittance/shared/merchant-api/late-charge.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param } from '../http/validate.ts';
import { endWaiver, waiveCharges } from '../late-charges/waive-charges.ts';
import { listWaivers } from '../late-charges/waiver-queries.ts';
import { findDocument } from './document-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });
const waiverParam = z.strictObject({ id: idSchema, waiverId: idSchema });
const answers = { 200: { schema: apiWaiversSchema } };

export function waiverRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/invoices/:id/waivers',
      operation(deps, 'late-charges:read', {
        id: 'listWaivers',
        summary: 'List the waivers of an invoice, those that were taken back too',
        answers,
      }),
      param(idParam),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await findDocument(deps.db, c.var.merchant, { kind: 'invoice', id }))) throw new AppError('not_found');
        return c.json({ items: await listWaivers(deps.db, c.var.merchant, id) });
      },
    )
    .post(
      '/v1/invoices/:id/waivers',
      operation(deps, 'late-charges:write', {
        id: 'waiveLateCharges',
        summary: 'Give up late charges that have arisen until today',
        description: 'What arises from tomorrow on is not given up. The customer sees who gave it up, and why.',
        answers,
      }),
      param(idParam),
      json(newWaiverSchema),
      idempotent(deps),
      async (c) => {
        const invoiceId = c.req.valid('param').id;
        return c.json({ items: await waiveCharges(deps, c.var.merchant, { invoiceId, ...c.req.valid('json') }) });
      },
    )
    .post(
      '/v1/invoices/:id/waivers/:waiverId/end',
      operation(deps, 'late-charges:write', {
        id: 'endWaiver',
        summary: 'Take a waiver back',
        description: 'Refused once the invoice was paid as it stood with the waiver. Twice does nothing more.',
        answers,
      }),
      param(waiverParam),
      json(endWaiverSchema),
      idempotent(deps),
      async (c) => {
        const { id: invoiceId, waiverId } = c.req.valid('param');
        const wanted = { invoiceId, waiverId, ...c.req.valid('json') };
        return c.json({ items: await endWaiver(deps, c.var.merchant, wanted) });
      },
    );
}
