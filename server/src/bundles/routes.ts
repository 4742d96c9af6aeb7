import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '@quittance/shared/schema.ts';
import { readerLanguage } from '../access/language-choice.ts';
import { requireReader } from '../access/require-reader.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param } from '../http/validate.ts';
import { documentZipResponse } from './zip-response.ts';

const idParam = param(z.strictObject({ id: idSchema }));

/** Several documents in one file. */
export function bundleRoutes(deps: Deps) {
  return new Hono<AppEnv>().get('/api/documents/:id/zip', requireReader(deps, 'document'), idParam, async (c) =>
    documentZipResponse(deps, c.var.reader, c.req.valid('param').id, (await readerLanguage(deps, c)) ?? 'en'),
  );
}
