import { Hono } from 'hono';
import { z } from 'zod';
import { importRunPageSchema, importRunSchema } from '@quittance/shared/merchant-api/import-run.ts';
import { pageQuerySchema } from '@quittance/shared/merchant-api/page.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { limitBody, param, query } from '../http/validate.ts';
import { importFiles } from '../imports/import-files.ts';
import { idempotent } from './idempotency.ts';
import { findImportRun, listImportRuns } from './import-run-queries.ts';
import { filesMax, readUpload, uploadBody, uploadFingerprint } from './import-upload.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

const uploadBytesMax = 32 * 1024 * 1024;

const idParam = z.strictObject({ id: idSchema });
const uploadQuery = z.strictObject({
  fileName: z
    .string()
    .min(1)
    .max(200)
    .default('document.xml')
    .describe('What the report calls a document sent as it is.'),
});

export function importRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .post(
      '/v1/imports',
      operation(deps, 'imports:write', {
        id: 'importDocuments',
        summary: 'Import invoices and credit notes',
        description:
          'UBL 2.1 by EN 16931, Peppol BIS Billing 3.0 or XRechnung. Each file is imported whole or refused whole; the report says ' +
          `which and why. The same file twice changes nothing. At most ${filesMax} files and 32 MiB in one request.`,
        requestBody: uploadBody,
        answers: {
          201: { schema: importRunSchema, description: 'The files were judged; some may have been refused.' },
        },
      }),
      limitBody(uploadBytesMax),
      query(uploadQuery),
      idempotent(deps, { fingerprint: uploadFingerprint }),
      async (c) => {
        const files = await readUpload(c, c.req.valid('query').fileName);
        const { importId } = await importFiles(deps, c.var.merchant, 'api', files);
        return c.json(await findImportRun(deps.db, c.var.merchant, importId), 201);
      },
    )
    .get(
      '/v1/imports',
      operation(deps, 'imports:write', {
        id: 'listImports',
        summary: 'List what was imported when',
        answers: { 200: { schema: importRunPageSchema } },
      }),
      query(pageQuerySchema),
      async (c) => {
        const { limit, after } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listImportRuns(deps.db, c.var.merchant, position), limit));
      },
    )
    .get(
      '/v1/imports/:id',
      operation(deps, 'imports:write', {
        id: 'getImport',
        summary: 'Read the report of one import',
        answers: { 200: { schema: importRunSchema } },
      }),
      param(idParam),
      async (c) => {
        const run = await findImportRun(deps.db, c.var.merchant, c.req.valid('param').id);
        if (!run) throw new AppError('not_found');
        return c.json(run);
      },
    );
}
