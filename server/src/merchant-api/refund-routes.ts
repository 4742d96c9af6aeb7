import { Hono } from 'hono';
import { z } from 'zod';
import {
  apiRefundPageSchema,
  apiRefundSchema,
  newRefundSchema,
  refundFilterSchema,
} from '@quittance/shared/merchant-api/refund.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param, query } from '../http/validate.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';
import { findApiRefund, listRefunds } from './refund-queries.ts';

const idParam = z.strictObject({ id: idSchema });

export function refundRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .post(
      '/v1/payments/:id/refunds',
      operation(deps, 'payments:refund', {
        id: 'refundPayment',
        summary: 'Give money of a payment back',
        description:
          'By the provider that took it, or recorded as paid out by you (`paidOutDate`). Never more than is left of the payment, whoever asks at ' +
          'once. `refund_refused`: the provider says no. `requested` in the answer: the provider did not answer, and is asked again by itself.',
        answers: {
          201: { schema: apiRefundSchema, description: 'Asked for' },
          200: { schema: apiRefundSchema, description: 'Was asked for before' },
        },
      }),
      param(idParam),
      json(newRefundSchema),
      idempotent(deps),
      async (c) => {
        const { id } = c.req.valid('param');
        const { refundId, isNew } = await refundPayment(deps, c.var.merchant, id, c.req.valid('json'));
        return c.json(await findApiRefund(deps.db, c.var.merchant, refundId), isNew ? 201 : 200);
      },
    )
    .get(
      '/v1/refunds',
      operation(deps, 'payments:read', {
        id: 'listRefunds',
        summary: 'List refunds that were asked for here',
        answers: { 200: { schema: apiRefundPageSchema } },
      }),
      query(refundFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listRefunds(deps.db, c.var.merchant, filter, position), limit));
      },
    );
}
