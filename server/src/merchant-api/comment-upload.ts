import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { resolver } from 'hono-openapi';
import {
  newApiCommentFormSchema,
  newApiCommentSchema,
  type NewApiComment,
} from '@quittance/shared/merchant-api/comment.ts';
import { readFiles, type IncomingFile } from '../comments/accept-files.ts';
import { AppError } from '../http/errors.ts';
import { readForm, readJson } from '../http/validate.ts';

// Two ways to send a comment: as JSON, or with files as a form.

export const commentBody = {
  required: true,
  content: {
    'application/json': { schema: resolver(newApiCommentSchema) },
    'multipart/form-data': { schema: resolver(newApiCommentFormSchema) },
  },
};

const jsonType = /^application\/json(;|$)/i;
const formType = /^multipart\/form-data;/i;

export async function readNewComment(c: Context): Promise<NewApiComment & { files: IncomingFile[] }> {
  const type = c.req.header('Content-Type') ?? '';
  if (jsonType.test(type)) return { ...(await readJson(c, newApiCommentSchema)), files: [] };
  if (!formType.test(type)) {
    throw new AppError(
      'unsupported_media_type',
      'expected Content-Type: application/json, or multipart/form-data with a field “file” for each file',
    );
  }
  const { file, isInternal, ...comment } = await readForm(c, newApiCommentFormSchema);
  return { ...comment, isInternal: isInternal === 'true', files: await readFiles(file) };
}

/** A form sent again has another boundary, so its bytes differ: what it says does not. */
export async function commentFingerprint(c: Context): Promise<string> {
  const { files, ...comment } = await readNewComment(c);
  const sums = files.map(({ fileName, bytes }) => [fileName, createHash('sha256').update(bytes).digest('hex')]);
  return JSON.stringify([comment, sums]);
}
