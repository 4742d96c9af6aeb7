import { Hono } from 'hono';
import { z } from 'zod';
import type { DocumentKind } from '@quittance/shared/document.ts';
import {
  apiDocumentDetailSchema,
  apiDocumentPageSchema,
  creditNoteFilterSchema,
  invoiceFilterSchema,
} from '@quittance/shared/merchant-api/document.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import { fileResponse, pdfResponse } from '../documents/document-files.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param, query } from '../http/validate.ts';
import { readerOf } from './document-reader.ts';
import { operation } from './operation.ts';
import { getDocument, listDocumentPage } from './read-document.ts';

export type DocumentWords = {
  kind: DocumentKind;
  path: '/v1/invoices' | '/v1/credit-notes';
  name: string;
  noun: string;
};
export const invoiceWords = { kind: 'invoice', path: '/v1/invoices', name: 'Invoice', noun: 'invoice' } as const;
export const creditNoteWords = {
  kind: 'credit_note',
  path: '/v1/credit-notes',
  name: 'CreditNote',
  noun: 'credit note',
} as const;

const idParam = z.strictObject({ id: idSchema });
const fileParam = z.strictObject({ id: idSchema, fileId: idSchema });

const scope = 'documents:read';

/** Reading invoices, or credit notes: both in the same way. */
export function documentRoutes(deps: Deps, words: DocumentWords) {
  const { kind, path, name, noun } = words;
  return new Hono<AppEnv>()
    .get(
      path,
      operation(deps, scope, {
        id: `list${name}s`,
        summary: `List ${noun}s`,
        answers: { 200: { schema: apiDocumentPageSchema } },
      }),
      query(kind === 'invoice' ? invoiceFilterSchema : creditNoteFilterSchema),
      async (c) => c.json(await listDocumentPage(deps, c.var.merchant, { kind, ...c.req.valid('query') })),
    )
    .get(
      `${path}/:id`,
      operation(deps, scope, {
        id: `get${name}`,
        summary: `Read one ${noun}: its content, how much is owed and how that comes about`,
        answers: { 200: { schema: apiDocumentDetailSchema } },
      }),
      param(idParam),
      async (c) => c.json(await getDocument(deps, c.var.merchant, { kind, id: c.req.valid('param').id })),
    )
    .route('/', fileRoutes(deps, words));
}

function fileRoutes(deps: Deps, { kind, path, name }: DocumentWords) {
  const file = (mediaType: string) => ({ 200: { mediaType } });
  return new Hono<AppEnv>()
    .get(
      `${path}/:id/pdf`,
      operation(deps, scope, {
        id: `get${name}Pdf`,
        summary: 'The PDF that customers get: the one in the file, else one that we render',
        answers: file('application/pdf'),
      }),
      param(idParam),
      async (c) => {
        const { id } = c.req.valid('param');
        return pdfResponse(deps, await readerOf(deps, c.var.merchant, { kind, id }), id);
      },
    )
    .get(
      `${path}/:id/original`,
      operation(deps, scope, {
        id: `get${name}Original`,
        summary: 'The file it was imported from, byte for byte',
        answers: file('application/xml'),
      }),
      param(idParam),
      async (c) => {
        const { id } = c.req.valid('param');
        const reader = await readerOf(deps, c.var.merchant, { kind, id });
        return fileResponse(deps, reader, id, ({ role }) => role === 'original');
      },
    )
    .get(
      `${path}/:id/files/:fileId`,
      operation(deps, scope, { id: `get${name}File`, summary: 'One of its files', answers: file('*/*') }),
      param(fileParam),
      async (c) => {
        const { id, fileId } = c.req.valid('param');
        const reader = await readerOf(deps, c.var.merchant, { kind, id });
        return fileResponse(deps, reader, id, (each) => each.id === fileId);
      },
    );
}
