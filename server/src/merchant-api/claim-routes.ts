import { Hono } from 'hono';
import { z } from 'zod';
import { explainedCalculationSchema } from '@quittance/shared/calculation.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import { getCalculation } from '../documents/get-calculation.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param } from '../http/validate.ts';
import { claimCharges } from '../late-charges/claim-charges.ts';
import { readerOf } from './document-reader.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });

export function claimRoutes(deps: Deps) {
  return new Hono<AppEnv>().post(
    '/v1/invoices/:id/late-charges',
    operation(deps, 'late-charges:write', {
      id: 'claimLateCharges',
      summary: 'Claim the late charges that have accrued until today',
      description:
        'What is claimed stays as it is, whatever policy, rate or reminder comes later; it can be waived. Interest goes on tomorrow. Without ' +
        'this, charges are claimed when the invoice is paid.',
      answers: { 200: { schema: explainedCalculationSchema } },
    }),
    param(idParam),
    idempotent(deps),
    async (c) => {
      const { id: invoiceId } = c.req.valid('param');
      await claimCharges(deps, c.var.merchant, invoiceId);
      const reader = await readerOf(deps, c.var.merchant, { kind: 'invoice', id: invoiceId });
      return c.json(await getCalculation(deps, reader, { invoiceId }));
    },
  );
}
