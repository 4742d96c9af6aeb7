import { Hono } from 'hono';
import {
  apiReferenceRatesSchema,
  loadedRatesSchema,
  newReferenceRatesSchema,
  referenceRateFilterSchema,
} from '@quittance/shared/merchant-api/late-charge.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, query } from '../http/validate.ts';
import { listRates } from '../late-charges/list-rates.ts';
import { loadRates } from '../late-charges/load-rates.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

export function referenceRateRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/reference-rates',
      operation(deps, 'late-charges:read', {
        id: 'listReferenceRates',
        summary: 'List the published rates',
        answers: { 200: { schema: apiReferenceRatesSchema } },
      }),
      query(referenceRateFilterSchema),
      async (c) => c.json({ items: await listRates(deps, c.var.merchant, c.req.valid('query').series) }),
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
