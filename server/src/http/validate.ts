import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono-openapi';
import type { z } from 'zod';
import { AppError } from './errors.ts';
import { findJsonFlaw } from './strict-json.ts';

const kibibyte = 1024;
const bodyBytesMax = 256 * kibibyte;
const jsonType = /^application\/([a-z0-9.-]+\+)?json(;|$)/i;

/** The body as JSON; give objects as `z.strictObject`, so that a misspelt field is refused and not ignored. */
export function json<S extends z.ZodType>(schema: S) {
  return validator('json', schema, async (result, c) => {
    if (!jsonType.test(c.req.header('Content-Type') ?? '')) {
      throw new AppError('unsupported_media_type', 'expected Content-Type: application/json');
    }
    const flaw = findJsonFlaw(await c.req.text());
    if (flaw) throw new AppError('invalid_request', `the body ${flaw}`, { status: 400 });
    if (!result.success) throw refusal('body', result.error);
  });
}

/** The same check where a route takes JSON or something else; the type of the content is asked before. */
export async function readJson<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const text = await c.req.text();
  const value = jsonOf(text);
  const flaw = findJsonFlaw(text);
  if (flaw) throw new AppError('invalid_request', `the body ${flaw}`, { status: 400 });
  return checked(schema, value);
}

/** A form with the field `file` for each file; it is a list, and so is no other field. */
export async function readForm<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const form = await c.req.formData().catch(() => {
    throw new AppError('invalid_request', 'the body is no readable multipart/form-data', { status: 400 });
  });
  const fields = [...new Set(form.keys())].map((name) => {
    const all = form.getAll(name);
    return [name, name === 'file' || all.length > 1 ? all : all[0]];
  });
  return checked(schema, Object.fromEntries(fields));
}

/** A form as a browser without script posts it. */
export function form<S extends z.ZodType>(schema: S) {
  return validator('form', schema, (result) => {
    if (!result.success) throw refusal('body', result.error);
  });
}

export function query<S extends z.ZodType>(schema: S) {
  return validator('query', schema, (result, c) => {
    const repeated = Object.entries(c.req.queries()).find(([, values]) => values.length > 1);
    if (repeated)
      throw new AppError('invalid_request', `query.${repeated[0]}: is given more than once`, { status: 400 });
    if (!result.success) throw refusal('query', result.error);
  });
}

/** A malformed id names nothing, so it is not found, exactly like an id that never existed. */
export function param<S extends z.ZodType>(schema: S) {
  return validator('param', schema, (result) => {
    if (!result.success) throw new AppError('not_found');
  });
}

/** Refuses a longer body while it arrives. What may be long is held in memory, so ask first who sends it. */
export function limitBody(bytesMax: number = bodyBytesMax): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytesMax,
    onError: (_c: Context) => {
      throw new AppError('payload_too_large', `expected at most ${bytesMax} bytes`);
    },
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid_request', 'the body is no JSON', { status: 400 });
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refusal('body', parsed.error.issues);
  return parsed.data;
}

type IssueLike = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[]; keys?: unknown };

function refusal(where: string, issues: readonly IssueLike[]): AppError {
  const told = issues.map((issue) => ({ path: pathOf(where, issue), message: issue.message }));
  const detail = told.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new AppError('invalid_request', detail, { issues: told });
}

function pathOf(where: string, { path = [], keys }: IssueLike): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step));
  const unknown = Array.isArray(keys) && keys.length === 1 ? [String(keys[0])] : [];
  return [where, ...steps, ...unknown].join('.');
}
