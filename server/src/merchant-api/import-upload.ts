import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { resolver } from 'hono-openapi';
import { z } from 'zod';
import { AppError } from '../http/errors.ts';
import { readForm } from '../http/validate.ts';
import type { IncomingFile } from '../imports/import-files.ts';

// Two ways to send files: one as it is, or many as a form with the field `file` for each.

export const filesMax = 1000;

const formSchema = z
  .strictObject({ file: z.array(z.file()).min(1).max(filesMax) })
  .meta({ id: 'NewImport', description: 'One UBL document per file.' });

export const uploadBody = {
  required: true,
  content: {
    'application/xml': { schema: { type: 'string' as const, format: 'binary', description: 'One UBL document.' } },
    'multipart/form-data': { schema: resolver(formSchema) },
  },
};

const xmlType = /^(application|text)\/xml(;|$)/i;
const formType = /^multipart\/form-data;/i;

/** The files of a request, in the order in which they were sent. */
export async function readUpload(c: Context, fileName: string): Promise<IncomingFile[]> {
  const type = c.req.header('Content-Type') ?? '';
  if (xmlType.test(type)) return [{ fileName, bytes: new Uint8Array(await c.req.arrayBuffer()) }];
  if (!formType.test(type)) {
    throw new AppError(
      'unsupported_media_type',
      'expected Content-Type: application/xml with one document, or multipart/form-data with a field “file” for each',
    );
  }
  const { file: files } = await readForm(c, formSchema);
  return Promise.all(
    files.map(async (file) => ({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

/** A form sent again has another boundary, so its bytes differ: its files do not. */
export async function uploadFingerprint(c: Context): Promise<string> {
  const files = await readUpload(c, '');
  return JSON.stringify(
    files.map((file) =>
      'bytes' in file ? [file.fileName, createHash('sha256').update(file.bytes).digest('hex')] : [],
    ),
  );
}
