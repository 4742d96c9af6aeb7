import { Hono } from 'hono';
import { z } from 'zod';
import { documentExportSchema, documentFilterSchema, documentQuerySchema } from '@quittance/shared/document-query.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { drawFor } from '../access/draw-for.ts';
import { readerLanguage } from '../access/language-choice.ts';
import { requireReader } from '../access/require-reader.ts';
import { principalOf } from '../access/scope.ts';
import type { ServerDeps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param, query } from '../http/validate.ts';
import { fileResponse, pdfResponse } from './document-files.ts';
import { calculationPdfResponse } from './calculation-files.ts';
import { dayQuery, getCalculationWithFacts } from './get-calculation.ts';
import { calendarResponse, openCalendarResponse } from './get-calendar.ts';
import { documentsFileResponse } from './export-documents.ts';
import { listDocumentPage } from './list-documents.ts';
import { listEvents } from './list-events.ts';
import { getDocumentDetail } from './read-document.ts';
import { sumDocumentList } from './sum-documents.ts';

const idParam = z.strictObject({ id: idSchema });
const fileParam = z.strictObject({ id: idSchema, fileId: idSchema });

/** Lists, one document, its files: for somebody signed in, and one document for the holder of its link. */
export function documentRoutes(deps: ServerDeps) {
  const account = requireReader(deps, 'account');
  const document = requireReader(deps, 'document');
  return new Hono<AppEnv>()
    .get('/api/documents', account, query(documentQuerySchema), async (c) =>
      c.json(await listDocumentPage(deps, c.var.reader, c.req.valid('query'))),
    )
    .get('/api/documents/totals', account, query(documentFilterSchema), async (c) =>
      c.json(await sumDocumentList(deps, c.var.reader, c.req.valid('query'))),
    )
    .get('/api/documents/csv', account, query(documentExportSchema), async (c) =>
      documentsFileResponse(deps, c.var.reader, c.req.valid('query'), {
        format: 'csv',
        language: await readerLanguage(deps, c),
      }),
    )
    .get('/api/documents/xlsx', account, query(documentExportSchema), async (c) =>
      documentsFileResponse(deps, c.var.reader, c.req.valid('query'), {
        format: 'xlsx',
        language: await readerLanguage(deps, c),
      }),
    )
    .get('/api/documents/calendar', account, async (c) =>
      openCalendarResponse(deps, c.var.reader, await readerLanguage(deps, c)),
    )
    .get('/api/documents/:id', document, param(idParam), async (c) =>
      c.json(await getDocumentDetail(deps, c.var.reader, c.req.valid('param').id)),
    )
    .get('/api/documents/:id/calculation', document, param(idParam), query(dayQuery), async (c) => {
      const which = { invoiceId: c.req.valid('param').id, asOfDate: c.req.valid('query').as_of };
      return c.json(await getCalculationWithFacts(deps, c.var.reader, which));
    })
    .get('/api/documents/:id/events', account, param(idParam), async (c) =>
      c.json(await listEvents(deps, c.var.reader, c.req.valid('param').id)),
    )
    .get('/api/documents/:id/pdf', document, param(idParam), (c) =>
      pdfResponse(deps, c.var.reader, c.req.valid('param').id),
    )
    .get('/api/documents/:id/calculation/pdf', document, param(idParam), (c) =>
      drawFor(deps, principalOf(c.var.reader), () =>
        calculationPdfResponse(deps, c.var.reader, { invoiceId: c.req.valid('param').id }),
      ),
    )
    .get('/api/documents/:id/calendar', document, param(idParam), async (c) =>
      calendarResponse(deps, c.var.reader, c.req.valid('param').id, await readerLanguage(deps, c)),
    )
    .get('/api/documents/:id/original', document, param(idParam), (c) =>
      fileResponse(deps, c.var.reader, c.req.valid('param').id, (file) => file.role === 'original'),
    )
    .get('/api/documents/:id/files/:fileId', document, param(fileParam), (c) => {
      const { id, fileId } = c.req.valid('param');
      return fileResponse(deps, c.var.reader, id, (file) => file.id === fileId && file.role !== 'preview');
    });
}
