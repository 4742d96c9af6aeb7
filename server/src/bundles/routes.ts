import { Hono } from 'hono';
import { z } from 'zod';
import { bundleRequestSchema } from '@quittance/shared/bundle.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { readerLanguage } from '../access/language-choice.ts';
import { requireCustomer, requireReader } from '../access/require-reader.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, param } from '../http/validate.ts';
import { bundleResponse, cancelBundle, getBundle, listOwnBundles } from './get-bundle.ts';
import { requestBundle } from './request-bundle.ts';
import { documentZipResponse } from './zip-response.ts';

const idParam = param(z.strictObject({ id: idSchema }));

/** Several documents in one file: those of one invoice for its reader, a selection or a period for somebody signed in. */
export function bundleRoutes(deps: Deps) {
  const customer = requireCustomer(deps);
  return new Hono<AppEnv>()
    .get('/api/documents/:id/zip', requireReader(deps, 'document'), idParam, async (c) =>
      documentZipResponse(deps, c.var.reader, c.req.valid('param').id, (await readerLanguage(deps, c)) ?? 'en'),
    )
    .post('/api/bundles', customer, json(bundleRequestSchema), async (c) =>
      c.json(await requestBundle(deps, c.var.session, c.req.valid('json')), 201),
    )
    .get('/api/bundles', customer, async (c) => c.json({ bundles: await listOwnBundles(deps, c.var.session) }))
    .get('/api/bundles/:id', customer, idParam, async (c) =>
      c.json(await getBundle(deps, c.var.session, c.req.valid('param').id)),
    )
    .post('/api/bundles/:id/cancel', customer, idParam, async (c) =>
      c.json(await cancelBundle(deps, c.var.session, c.req.valid('param').id)),
    )
    .get('/api/bundles/:id/zip', customer, idParam, (c) =>
      bundleResponse(deps, c.var.session, c.req.valid('param').id),
    );
}
