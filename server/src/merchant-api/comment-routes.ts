import { Hono } from 'hono';
import { z } from 'zod';
import {
  apiCommentPageSchema,
  apiCommentSchema,
  apiCommentsReadSchema,
  apiUnreadSchema,
  commentFilterSchema,
} from '@quittance/shared/merchant-api/comment.ts';
import { pageQuerySchema } from '@quittance/shared/merchant-api/page.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { commentRequestBytesMax } from '../comments/accept-files.ts';
import { addComment } from '../comments/add-comment.ts';
import { findCommentFile } from '../comments/file-queries.ts';
import { commentFileResponse } from '../comments/file-response.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, limitBody, param, query } from '../http/validate.ts';
import { commentBody, commentFingerprint, readNewComment } from './comment-upload.ts';
import { findComment, listComments, saveMerchantRead } from './comment-queries.ts';
import { findDocument } from './document-queries.ts';
import { creditNoteWords, invoiceWords, type DocumentWords } from './document-routes.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

const idParam = z.strictObject({ id: idSchema });
const fileParam = z.strictObject({ id: idSchema, fileId: idSchema });

/** The merchant's side of the conversations with its customers. */
export function commentApiRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/comments',
      operation(deps, 'comments:read', {
        id: 'listAllComments',
        summary: 'List comments about all documents',
        answers: { 200: { schema: apiCommentPageSchema } },
      }),
      query(commentFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listComments(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .get(
      '/v1/comments/:id/files/:fileId',
      operation(deps, 'comments:read', {
        id: 'downloadCommentFile',
        summary: 'Download a file that came with a comment',
        description: 'What kind of file it is, the comment says.',
        answers: { 200: { mediaType: 'application/octet-stream' } },
      }),
      param(fileParam),
      async (c) => {
        const { id: commentId, fileId } = c.req.valid('param');
        const file = await findCommentFile(deps.db, c.var.merchant, { commentId, fileId });
        return commentFileResponse(deps, file && { ...file, mediaType: 'application/octet-stream' });
      },
    )
    .route('/', threadRoutes(deps, invoiceWords))
    .route('/', threadRoutes(deps, creditNoteWords));
}

function threadRoutes(deps: Deps, words: DocumentWords) {
  const { kind, path, name, noun } = words;
  return new Hono<AppEnv>()
    .get(
      `${path}/:id/comments`,
      operation(deps, 'comments:read', {
        id: `list${name}Comments`,
        summary: `The conversation about one ${noun}, internal notes included`,
        answers: { 200: { schema: apiCommentPageSchema } },
      }),
      param(idParam),
      query(pageQuerySchema),
      async (c) => {
        const { limit, after } = c.req.valid('query');
        const { id } = c.req.valid('param');
        if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listComments(deps.db, c.var.merchant, { documentId: id }, position), limit));
      },
    )
    .post(
      `${path}/:id/comments`,
      operation(deps, 'comments:write', {
        id: `add${name}Comment`,
        summary: `Answer the customer about one ${noun}, or add an internal note`,
        description:
          'The customer’s people are mailed, at most once in ten minutes; of internal notes they learn nothing.',
        requestBody: commentBody,
        answers: { 201: { schema: apiCommentSchema } },
      }),
      param(idParam),
      limitBody(commentRequestBytesMax),
      idempotent(deps, { fingerprint: commentFingerprint }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { text, authorName, isInternal, files } = await readNewComment(c);
        if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
        const { id: commentId } = await addComment(deps, c.var.merchant, {
          documentId: id,
          author: { side: 'merchant', contactId: null, name: authorName },
          text,
          files,
          isInternal,
          source: 'api',
          repeatKey: null,
        });
        return c.json(await findComment(deps.db, c.var.merchant, commentId), 201);
      },
    )
    .route('/', readRoute(deps, words));
}

function readRoute(deps: Deps, { kind, path, name }: DocumentWords) {
  return new Hono<AppEnv>().post(
    `${path}/:id/comments/read`,
    operation(deps, 'comments:write', {
      id: `read${name}Comments`,
      summary: 'Mark what the customer said as read; the customer sees that',
      answers: { 200: { schema: apiUnreadSchema } },
    }),
    param(idParam),
    json(apiCommentsReadSchema),
    idempotent(deps),
    async (c) => {
      const { id } = c.req.valid('param');
      if (!(await findDocument(deps.db, c.var.merchant, { kind, id }))) throw new AppError('not_found');
      const commentId = c.req.valid('json').upToId;
      const unread = await saveMerchantRead(deps.db, c.var.merchant, { documentId: id, commentId });
      if (!unread) throw new AppError('not_found');
      return c.json(unread);
    },
  );
}
