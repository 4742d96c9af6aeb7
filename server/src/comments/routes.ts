import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { newCommentSchema, readCommentsSchema } from '@quittance/shared/comment.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { requireCustomer } from '../access/require-reader.ts';
import type { Session } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { form, json, limitBody, param, query } from '../http/validate.ts';
import { commentRequestBytesMax, readFiles } from './accept-files.ts';
import { addComment } from './add-comment.ts';
import { refuseFurtherComments } from './comment-limits.ts';
import { findThreadFile } from './file-queries.ts';
import { commentFileResponse } from './file-response.ts';
import { commentView, getComment, getThread, getThreadReader, listUnread, markThreadRead } from './read-thread.ts';

type UploadEnv = {
  Variables: AppEnv['Variables'] & { session: Session; thread: Awaited<ReturnType<typeof getThreadReader>> };
};

const idParam = z.strictObject({ id: idSchema });
const fileParam = z.strictObject({ id: idSchema, fileId: idSchema });
const upload = limitBody(commentRequestBytesMax);
const threadQuery = z.strictObject({ before: idSchema.optional() });

/** The conversation about a document, for somebody signed in: a mailed link neither reads nor writes it. */
export function commentRoutes(deps: Deps) {
  const customer = requireCustomer(deps);
  const mayWrite = requireWriter(deps);
  return new Hono<AppEnv>()
    .get('/api/comments/unread', customer, async (c) => c.json(await listUnread(deps, c.var.session)))
    .get('/api/documents/:id/comments', customer, param(idParam), query(threadQuery), async (c) => {
      const documentId = c.req.valid('param').id;
      return c.json(await getThread(deps, c.var.session, { documentId, ...c.req.valid('query') }));
    })
    .post(
      '/api/documents/:id/comments',
      customer,
      param(idParam),
      mayWrite,
      upload,
      form(newCommentSchema),
      async (c) => {
        const { text, key = null, file } = c.req.valid('form');
        const { reader, authorName } = c.var.thread;
        const { id } = await addComment(deps, reader, {
          documentId: reader.documentId,
          author: { side: 'customer', contactId: reader.contactId, name: authorName },
          text,
          files: await readFiles(file),
          isInternal: false,
          source: 'portal',
          repeatKey: key,
        });
        return c.json(commentView(reader, await getComment(deps, reader, id)), 201);
      },
    )
    .get('/api/documents/:id/comment-files/:fileId', customer, param(fileParam), async (c) => {
      const { id, fileId } = c.req.valid('param');
      const { reader } = await getThreadReader(deps, c.var.session, id);
      return commentFileResponse(deps, await findThreadFile(deps.db, reader, fileId));
    })
    .post('/api/documents/:id/comments/read', customer, param(idParam), json(readCommentsSchema), async (c) => {
      const documentId = c.req.valid('param').id;
      await markThreadRead(deps, c.var.session, { documentId, ...c.req.valid('json') });
      return c.body(null, 204);
    });
}

/** Asks whose conversation it is, and how much they wrote lately, before a byte of what they send is read. */
function requireWriter(deps: Deps) {
  return createMiddleware<UploadEnv>(async (c, next) => {
    const thread = await getThreadReader(deps, c.var.session, c.req.param('id') ?? '');
    await refuseFurtherComments(deps, thread.reader.contactId);
    c.set('thread', thread);
    await next();
  });
}
