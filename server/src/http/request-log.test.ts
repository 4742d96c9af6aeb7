import { Hono } from 'hono';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { requestLog } from './request-log.ts';

test.each([
  [0, 1],
  [1, 0],
])('with %i trusted proxies a forwarded address is warned of so often: %i', async (trustedProxies, times) => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const app = new Hono().use(requestLog(log, { trustedProxies })).get('/', (c) => c.text(''));
  await app.request('/');
  expect(lines).toEqual([]);
  for (let request = 0; request < 3; request += 1)
    await app.request('/', { headers: { 'X-Forwarded-For': '192.0.2.1' } });
  expect(lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(times);
});
