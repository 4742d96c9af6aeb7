import { expect, test } from 'vitest';
import { listen } from './http-server.ts';

test('a server that is not up yet says so', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1']);
  await server.drain(1000);
});

test('stopping finishes the request that runs and takes no other', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}/`;
  const arrived = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  server.serve(async () => {
    arrived.resolve();
    await mayEnd.promise;
    return new Response('done');
  });
  const asked = fetch(url);
  await arrived.promise;
  const drained = server.drain(60_000);
  await expect(fetch(url)).rejects.toThrow();
  mayEnd.resolve();
  expect(await (await asked).text()).toBe('done');
  await drained;
});

test('stopping does not wait for ever', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const arrived = Promise.withResolvers<void>();
  server.serve(() => {
    arrived.resolve();
    return new Promise(() => undefined);
  });
  const asked = fetch(`http://127.0.0.1:${server.port}/`).then(
    () => 'answered',
    () => 'cut',
  );
  await arrived.promise;
  await server.drain(20);
  expect(await asked).toBe('cut');
});
