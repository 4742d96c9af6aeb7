import { Hono } from 'hono';
import { except } from 'hono/combine';
import { generateSpecs } from 'hono-openapi';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { problemOf } from '../testing.ts';
import type { AppEnv } from './app-env.ts';
import { onError, onNotFound } from './errors.ts';
import { requestLog } from './request-log.ts';
import { json, limitBody, param, query } from './validate.ts';

const noteSchema = z.strictObject({
  text: z.string().max(20),
  tags: z.array(z.strictObject({ name: z.string() })).optional(),
});

const app = new Hono<AppEnv>()
  .use(requestLog(pino({ level: 'silent' }), { trustedProxies: 0 }))
  .use(except('/large', limitBody()))
  .onError(onError)
  .notFound(onNotFound)
  .post('/notes', json(noteSchema), (c) => c.json(c.req.valid('json'), 201))
  .post('/large', limitBody(400_000), json(z.strictObject({ text: z.string() })), (c) =>
    c.json({ length: c.req.valid('json').text.length }),
  )
  .get('/notes', query(z.strictObject({ limit: z.coerce.number().int().max(100).optional() })), (c) =>
    c.json(c.req.valid('query')),
  )
  .get('/notes/:id', param(z.object({ id: z.uuid() })), (c) => c.json(c.req.valid('param')))
  .get('/defect', () => {
    throw new Error('the password is hunter2');
  });

function post(path: string, body: string, headers: Record<string, string> = { 'Content-Type': 'application/json' }) {
  return app.request(path, { method: 'POST', body, headers });
}

describe('a body', () => {
  test('that fits is taken', async () => {
    const answer = await post('/notes', '{"text":"hello"}');
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ text: 'hello' });
  });

  test.each([
    ['a misspelt field', '{"text":"hello","txet":1}', 'body.txet'],
    ['a misspelt field deep inside', '{"text":"hello","tags":[{"name":"a"},{"name":"b","x":1}]}', 'body.tags.1.x'],
    ['a missing field', '{}', 'body.text'],
    ['a field that is too long', '{"text":"hello hello hello hello"}', 'body.text'],
    ['something that is no object', '[]', 'body'],
  ])('with %s is refused with the path to it', async (_what, body, path) => {
    const answer = await post('/notes', body);
    expect(answer.status).toBe(422);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ code: 'invalid_request', status: 422, issues: [{ path }] });
    expect(problem.requestId).toBe(answer.headers.get('X-Request-Id'));
  });

  test.each(['{"text":', '', 'text=hello'])('that is not JSON (%j) is refused', async (body) => {
    const answer = await post('/notes', body);
    expect([answer.status, (await problemOf(answer)).code]).toEqual([400, 'invalid_request']);
  });

  test.each([
    ['{"text":"a","text":"b"}', 'has the key "text" twice'],
    ['{"text":"a","__proto__":{"admin":true}}', 'has the key __proto__'],
  ])('that says two things (%s) is refused', async (body, flaw) => {
    const answer = await post('/notes', body);
    expect([answer.status, (await problemOf(answer)).detail]).toEqual([400, `the body ${flaw}`]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'called %s is refused though it is JSON',
    async (type) => {
      const answer = await post('/notes', '{"text":"hello"}', { 'Content-Type': type });
      expect([answer.status, (await problemOf(answer)).code]).toEqual([415, 'unsupported_media_type']);
    },
  );

  test('that is too long is refused, unless its path takes longer ones', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(300_000) });
    expect((await post('/notes', body)).status).toBe(413);
    expect((await post('/large', body)).status).toBe(200);
  });

  test('that is too long is refused without a declared length', async () => {
    const stream = new Blob(['{"text":"', 'x'.repeat(300_000), '"}']).stream();
    const answer = await app.request('/notes', {
      method: 'POST',
      body: stream,
      headers: { 'Content-Type': 'application/json' },
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
  });
});

describe('an address', () => {
  test('has its numbers read', async () => {
    expect(await (await app.request('/notes?limit=5')).json()).toEqual({ limit: 5 });
  });

  test.each(['/notes?limit=101', '/notes?limit=abc', '/notes?page=2'])('%s is refused', async (path) => {
    expect((await app.request(path)).status).toBe(422);
  });

  test('that names one thing twice is refused', async () => {
    const answer = await app.request('/notes?limit=1&limit=2');
    expect([answer.status, (await problemOf(answer)).detail]).toEqual([400, 'query.limit: is given more than once']);
  });

  test('with a malformed id is not found, like an id that never was', async () => {
    const answer = await app.request('/notes/1%27%20or%201=1');
    expect([answer.status, (await problemOf(answer)).code]).toEqual([404, 'not_found']);
  });
});

test('a defect answers 500 and says nothing of its cause', async () => {
  const answer = await app.request('/defect');
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toContain('hunter2');
  expect(JSON.parse(text)).toMatchObject({ code: 'internal', title: 'internal' });
});

test('OpenAPI 3.1 derives from the same schemas', async () => {
  const specs = await generateSpecs(app, {
    documentation: { openapi: '3.1.0', info: { title: 'Notes', version: '1' } },
  });
  const body = specs.paths?.['/notes']?.post?.requestBody;
  expect(body).toMatchObject({
    content: { 'application/json': { schema: { required: ['text'], additionalProperties: false } } },
  });
});
