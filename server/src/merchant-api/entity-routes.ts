import { Hono } from 'hono';
import { z } from 'zod';
import { apiEntityPageSchema, apiEntitySchema, entityChangeSchema } from '@quittance/shared/merchant-api/entity.ts';
import { pageQuerySchema } from '@quittance/shared/merchant-api/page.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param, query } from '../http/validate.ts';
import { changeEntity } from '../merchants/change-entity.ts';
import { findApiEntity, listEntities } from '../merchants/entity-queries.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

const entityParam = z.strictObject({ id: idSchema });

export function entityRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/entities',
      operation(deps, 'entities:read', {
        id: 'listEntities',
        summary: 'List the legal entities',
        answers: { 200: { schema: apiEntityPageSchema } },
      }),
      query(pageQuerySchema),
      async (c) => {
        const { limit, after } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listEntities(deps.db, c.var.merchant, position), limit));
      },
    )
    .get(
      '/v1/entities/:id',
      operation(deps, 'entities:read', {
        id: 'getEntity',
        summary: 'Read one legal entity',
        answers: { 200: { schema: apiEntitySchema } },
      }),
      param(entityParam),
      async (c) => {
        const entity = await findApiEntity(deps.db, c.var.merchant, c.req.valid('param').id);
        if (!entity) throw new AppError('not_found');
        return c.json(entity);
      },
    )
    .patch(
      '/v1/entities/:id',
      operation(deps, 'entities:write', {
        id: 'changeEntity',
        summary: 'Change how an entity is reached and how it is paid',
        description:
          'What is left out stays as it is. Point a host to this installation, with a certificate, before you set it: every link leads there ' +
          'from then on. Forms of references and floors of parts hold for what is begun from then on.',
        answers: { 200: { schema: apiEntitySchema } },
      }),
      param(entityParam),
      json(entityChangeSchema),
      async (c) => {
        const { id } = c.req.valid('param');
        await changeEntity(deps, c.var.merchant, { entityId: id, change: c.req.valid('json') });
        const entity = await findApiEntity(deps.db, c.var.merchant, id);
        if (!entity) throw new AppError('not_found');
        return c.json(entity);
      },
    );
}
