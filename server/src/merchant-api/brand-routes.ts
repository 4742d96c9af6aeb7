import { Hono } from 'hono';
import { z } from 'zod';
import { apiBrandPreviewSchema, apiBrandSchema, brandChangeSchema } from '@quittance/shared/merchant-api/brand.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { changeBrand } from '../branding/change-brand.ts';
import { offerPreview } from '../branding/offer-preview.ts';
import { getBrand } from '../branding/get-brand.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, limitBody, param } from '../http/validate.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const entityParam = z.strictObject({ id: idSchema });
const answers = { 200: { schema: apiBrandSchema } };

/** A logo of 2 MiB in Base64, and the rest. */
const brandBytesMax = 3 * 1024 * 1024;

export function brandRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/entities/:id/brand',
      operation(deps, 'entities:read', { id: 'getBrand', summary: "Read an entity's brand", answers }),
      param(entityParam),
      async (c) => c.json(await getBrand(deps, c.var.merchant, c.req.valid('param').id)),
    )
    .patch(
      '/v1/entities/:id/brand',
      operation(deps, 'entities:write', {
        id: 'changeBrand',
        summary: 'Change logo, colours, names or legal footer',
        description:
          'What is left out stays as it is; null takes it away. PDFs that were made before stay as they are.',
        answers,
      }),
      param(entityParam),
      limitBody(brandBytesMax),
      json(brandChangeSchema),
      async (c) => {
        const entityId = c.req.valid('param').id;
        await changeBrand(deps, c.var.merchant, { entityId, change: c.req.valid('json') });
        return c.json(await getBrand(deps, c.var.merchant, entityId));
      },
    )
    .post(
      '/v1/entities/:id/brand-previews',
      operation(deps, 'entities:write', {
        id: 'previewBrand',
        summary: 'Look at a brand before it is saved',
        description:
          'The link shows page, mail and PDF for an hour to whoever has it. Nothing is saved or marked as seen.',
        answers: { 201: { schema: apiBrandPreviewSchema } },
      }),
      param(entityParam),
      limitBody(brandBytesMax),
      json(brandChangeSchema),
      // The link is a secret, and a second one does no harm.
      idempotent(deps, { keepsBody: false }),
      async (c) => {
        const entityId = c.req.valid('param').id;
        return c.json(await offerPreview(deps, c.var.merchant, { entityId, change: c.req.valid('json') }), 201);
      },
    );
}
