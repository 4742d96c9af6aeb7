import { Hono } from 'hono';
import { z } from 'zod';
import { apiPaymentSchema } from '@quittance/shared/merchant-api/payment.ts';
import {
  apiFindingPageSchema,
  apiFindingSchema,
  bookFindingSchema,
  findingFilterSchema,
  setAsideSchema,
} from '@quittance/shared/merchant-api/payment-finding.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param, query } from '../http/validate.ts';
import { bookFinding, setFindingAside } from '../payments/book-finding.ts';
import { findFinding } from '../payments/finding-queries.ts';
import { apiFinding, listFindings } from './finding-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';
import { findPayment } from './payment-queries.ts';

const idParam = z.strictObject({ id: idSchema });

export function findingRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/payment-findings',
      operation(deps, 'payments:read', {
        id: 'listPaymentFindings',
        summary: "List what the providers' books and ours say differently",
        description:
          'Found by messages and by the comparison of every night. Nothing that is unknown here is booked by itself.',
        answers: { 200: { schema: apiFindingPageSchema } },
      }),
      query(findingFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listFindings(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .post(
      '/v1/payment-findings/:id/book',
      operation(deps, 'payments:write', {
        id: 'bookPaymentFinding',
        summary: 'Book money of which nothing was known here, for whom you say',
        description: 'As the provider has it now, and with what of it went back since.',
        answers: {
          201: { schema: apiPaymentSchema, description: 'Booked' },
          200: { schema: apiPaymentSchema, description: 'Was booked before' },
        },
      }),
      param(idParam),
      json(bookFindingSchema),
      idempotent(deps),
      async (c) => {
        const { id } = c.req.valid('param');
        const { paymentId, isNew } = await bookFinding(deps, c.var.merchant, id, c.req.valid('json'));
        return c.json(await findPayment(deps.db, c.var.merchant, paymentId), isNew ? 201 : 200);
      },
    )
    .post(
      '/v1/payment-findings/:id/set-aside',
      operation(deps, 'payments:write', {
        id: 'setPaymentFindingAside',
        summary: 'Settle a finding without booking anything',
        answers: { 200: { schema: apiFindingSchema } },
      }),
      param(idParam),
      json(setAsideSchema),
      idempotent(deps),
      async (c) => {
        const { id } = c.req.valid('param');
        await setFindingAside(deps, c.var.merchant, id, c.req.valid('json').reason);
        const finding = await findFinding(deps.db, c.var.merchant, id);
        if (!finding) throw new AppError('not_found');
        return c.json(apiFinding(finding));
      },
    );
}
