import { expect, test } from 'vitest';
import { overduePath, returnPageOf } from './return-page.ts';

const id = '0198b5a2-3333-7000-8000-000000000001';

test.each([
  '/invoices',
  '/statement',
  `/pay/drafts/${id}`,
  overduePath({ entity: 'a-b', customer: id, currency: 'EUR' }),
])('signing in may lead to %s', (path) => expect(returnPageOf(path)).toBe(path));

test.each([
  '/invoices?x=1',
  '//evil.example/invoices',
  `/pay/drafts/${id}/../../x`,
  `/pay/drafts/${id}?attempt=1`,
  `/pay/drafts/${id}\n`,
  `/pay/${id}`,
  `/pay/overdue?entity=a&customer=${id}&currency=EUR&next=https://evil.example`,
  `/pay/overdue?entity=//evil&customer=${id}&currency=EUR`,
  'javascript:alert(1)',
  '',
  null,
])('and never to %j', (path) => expect(returnPageOf(path)).toBeUndefined());
