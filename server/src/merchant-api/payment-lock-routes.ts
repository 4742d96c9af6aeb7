import { Hono } from 'hono';
import { z } from 'zod';
import { paymentLocksSchema, unlockedSchema, unlockSchema } from '@quittance/shared/merchant-api/link.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param } from '../http/validate.ts';
import { listPaymentLocks } from '../payments/payment-lock-queries.ts';
import { unlockPayments } from '../payments/unlock-payments.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

/** `contact:<id>` or `link:<id>`. */
const principalParam = z.strictObject({ principal: z.string().regex(/^(contact|link):[\w-]{1,64}$/) });

export function paymentLockRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/payment-locks',
      operation(deps, 'payments:unlock', {
        id: 'listPaymentLocks',
        summary: 'Payers who may not try to pay at the moment',
        answers: { 200: { schema: paymentLocksSchema } },
      }),
      async (c) => {
        const locks = await listPaymentLocks(deps.db, c.var.merchant);
        const items = locks.map(({ principal, email, lockedUntil }) => ({
          principal,
          email,
          lockedUntil: lockedUntil.toISOString(),
        }));
        return c.json({ items });
      },
    )
    .post(
      '/v1/payment-locks/:principal/unlock',
      operation(deps, 'payments:unlock', {
        id: 'unlockPayments',
        summary: 'Let a payer try again at once',
        answers: { 200: { schema: unlockedSchema } },
      }),
      param(principalParam),
      json(unlockSchema),
      idempotent(deps),
      async (c) => {
        const { principal } = c.req.valid('param');
        return c.json(await unlockPayments(deps, c.var.merchant, { principal, ...c.req.valid('json') }));
      },
    );
}
