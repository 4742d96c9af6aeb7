import type { z } from 'zod';
import { AppError } from '../http/errors.ts';

/**
 * What was given to a command, checked. Refuses in a line for each option, like `--time-zone: is not a time zone`. `named` are options that
 * are not called as their field.
 */
export function parseOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  named: Readonly<Record<string, string>> = {},
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const field = String(path[0]);
    return `${named[field] ?? `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`}: ${message}`;
  });
  throw new AppError('invalid_request', lines.join('\n'));
}
