import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { endHead } from './end-head.ts';

/** Draws without end, until it is told to stop. */
function endless() {
  const state = { isStopped: false };
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1024)),
    cancel: () => {
      state.isStopped = true;
    },
  });
  const app = new Hono().use(endHead).get('/file', (c) => c.body(body, 200, { 'Content-Type': 'application/zip' }));
  return { app, state };
}

test('what is drawn while it is read is stopped where nobody reads it', async () => {
  const { app, state } = endless();
  const answer = await app.request('/file', { method: 'HEAD' });
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/zip']);
  expect(state.isStopped).toBe(true);
});

test('and goes on for whoever reads it', async () => {
  const { app, state } = endless();
  const reader = (await app.request('/file')).body?.getReader();
  expect((await reader?.read())?.value).toHaveLength(1024);
  expect(state.isStopped).toBe(false);
  await reader?.cancel();
});
