import { Hono } from 'hono';
import { z } from 'zod';
import {
  apiPaymentPageSchema,
  apiPaymentSchema,
  newPaymentSchema,
  paymentFilterSchema,
} from '@quittance/shared/merchant-api/payment.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param, query } from '../http/validate.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';
import { findPayment, listPayments } from './payment-queries.ts';
import { recordReceivedPayment } from './record-received-payment.ts';

const idParam = z.strictObject({ id: idSchema });

export function paymentApiRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/payments',
      operation(deps, 'payments:read', {
        id: 'listPayments',
        summary: 'List payments, however they came',
        answers: { 200: { schema: apiPaymentPageSchema } },
      }),
      query(paymentFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listPayments(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .post(
      '/v1/payments',
      operation(deps, 'payments:write', {
        id: 'recordPayment',
        summary: 'Record money that you received',
        description:
          'Applied to what is owed; what is too much stays as credit of the customer. The same reference again is answered with 200 ' +
          'and the payment that is there.',
        answers: {
          201: { schema: apiPaymentSchema, description: 'Booked' },
          200: { schema: apiPaymentSchema, description: 'Was booked before' },
        },
      }),
      json(newPaymentSchema),
      idempotent(deps),
      async (c) => {
        const { paymentId, isNew } = await recordReceivedPayment(deps, c.var.merchant, c.req.valid('json'));
        return c.json(await findPayment(deps.db, c.var.merchant, paymentId), isNew ? 201 : 200);
      },
    )
    .get(
      '/v1/payments/:id',
      operation(deps, 'payments:read', {
        id: 'getPayment',
        summary: 'Read one payment',
        answers: { 200: { schema: apiPaymentSchema } },
      }),
      param(idParam),
      async (c) => {
        const payment = await findPayment(deps.db, c.var.merchant, c.req.valid('param').id);
        if (!payment) throw new AppError('not_found');
        return c.json(payment);
      },
    );
}
