import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { param } from '../http/validate.ts';
import { findEntityBySlug } from './entity-queries.ts';
import { pictureType } from './picture-type.ts';

const logoParams = z.strictObject({ slug: z.string().max(63), key: z.string().regex(/^[0-9a-f]{64}$/) });

/** Logos and icons, as pages show them. The address holds the hash of the picture. */
export function brandingRoutes(deps: Pick<Deps, 'db' | 'files'>) {
  return new Hono<AppEnv>().get('/brand/:slug/:key', param(logoParams), async (c) => {
    const { slug, key } = c.req.valid('param');
    const entity = await findEntityBySlug(deps.db, slug);
    const shown = entity ? [entity.view.logoUrl, entity.view.iconUrl, entity.homeIconUrl] : [];
    if (!shown.includes(c.req.path)) throw new AppError('not_found');
    const picture = await deps.files.get(key);
    const type = pictureType(picture);
    if (!type) throw new AppError('not_found');
    return c.body(new Uint8Array(picture), 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
}
