import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { AppError } from '../http/errors.ts';

export async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? `is no JSON: ${error.message}` : 'cannot be read. Name a file.';
    throw new AppError('invalid_request', `${file} ${why}`);
  }
}

/** Every flaw with the path of its field. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const flaws = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  throw new AppError('invalid_request', flaws.join('\n'));
}
