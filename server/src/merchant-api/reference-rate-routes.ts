import { Hono } from 'hono';
import {
  apiReferenceRatesSchema,
  loadedRatesSchema,
  newReferenceRatesSchema,
} from '@quittance/shared/merchant-api/late-charge.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json } from '../http/validate.ts';
import { loadRates } from '../late-charges/load-rates.ts';
import { listLoadedRates } from '../late-charges/rate-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

export function referenceRateRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/reference-rates',
      operation(deps, 'late-charges:read', {
        id: 'listReferenceRates',
        summary: 'List the published rates that were loaded',
        description: 'Those that come with the program are not among them; what was loaded overrules them.',
        answers: { 200: { schema: apiReferenceRatesSchema } },
      }),
      async (c) => {
        const rates = await listLoadedRates(deps.db, c.var.merchant);
        return c.json({ items: rates.map((rate) => ({ ...rate, loadedAt: rate.loadedAt.toISOString() })) });
      },
    )
    .post(
      '/v1/reference-rates',
      operation(deps, 'late-charges:write', {
        id: 'loadReferenceRates',
        summary: 'Load published rates',
        description: 'Newer rows win, the history is kept. What holds already changes nothing.',
        answers: { 200: { schema: loadedRatesSchema } },
      }),
      json(newReferenceRatesSchema),
      idempotent(deps),
      async (c) => c.json(await loadRates(deps, c.var.merchant, c.req.valid('json').rates)),
    );
}
