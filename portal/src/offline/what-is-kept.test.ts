// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { isTooOld, partOf, tooMany } from './what-is-kept.ts';

const origin = 'https://quittance.test';
const id = '0198b5a2-1111-7000-8000-000000000001';

function partOfPath(path: string, asked: Partial<Pick<Request, 'method' | 'mode'>> = {}) {
  const { method = 'GET', mode = 'cors' } = asked;
  return partOf({ method, mode, url: new URL(path, origin).href }, origin);
}

describe('what is asked for by a page', () => {
  test.each([
    '/api/session',
    '/api/documents?list=open&sort=due_asc',
    '/api/documents/totals?list=open',
    `/api/documents/${id}`,
    `/api/documents/${id}/events`,
    '/brand/linden/1f',
  ])('is kept: %s', (path) => expect(partOfPath(path)).toBe('seen'));

  test.each([
    '/api/documents?list=open&after=c1',
    '/api/documents/csv?list=open',
    '/api/documents/calendar',
    `/api/documents/${id}/pdf`,
    `/api/documents/${id}/zip`,
    `/api/documents/${id}/original`,
    `/api/documents/${id}/calculation`,
    `/api/documents/${id}/calculation/pdf`,
    `/api/documents/${id}/files/${id}`,
    `/api/documents/${id}/comments`,
    `/api/documents/${id}/comment-files/${id}`,
    '/api/comments/unread',
    '/api/auth/challenge',
    '/api/sessions',
    '/api/bundles',
    '/api/statements?currency=EUR',
    `/api/payments/invoices/${id}`,
    `/api/payments/attempts/${id}`,
    '/i/inv1_example/calculation',
    '/i/inv1_example/pdf',
    '/v1/invoices',
    '/offline-worker.js',
    `https://elsewhere.test/api/documents/${id}`,
  ])('is never kept: %s', (path) => expect(partOfPath(path)).toBe('pass'));

  test('comes from what was built, where it is a file of the app', () => {
    expect(partOfPath('/assets/app-1f.js')).toBe('file');
  });

  test.each(['/api/documents', `/api/documents/${id}/comments`, '/api/payments/drafts', `/api/sessions/${id}/end`])(
    'is not touched where it changes something: POST %s',
    (path) => expect(partOfPath(path, { method: 'POST' })).toBe('pass'),
  );
});

describe('what is opened', () => {
  const opened = (path: string) => partOfPath(path, { mode: 'navigate' });

  test.each(['/', '/invoices?sort=due_asc', '/invoices/paid', '/credit-notes', '/statement', `/documents/${id}`])(
    'is the app: %s',
    (path) => expect(opened(path)).toBe('page'),
  );

  test('is a page of the app that says so, where a file cannot come', () => {
    expect(opened(`/api/documents/${id}/pdf`)).toBe('page');
  });

  test.each([
    '/i/inv1_example',
    `/pay/${id}`,
    '/auth/l/sgn1_example',
    '/sign-in',
    '/sign-in/code',
    '/brand-previews/prv1_example',
    '/demo/mailbox',
  ])('is none of it: %s', (path) => expect(opened(path)).toBe('pass'));
});

test.each(['/api/auth/verify', '/api/auth/sign-out', '/sign-in/code', '/sign-out', '/auth/l/sgn1_example'])(
  'whoever signs in or out leaves nothing: POST %s',
  (path) => {
    expect(partOfPath(path, { method: 'POST' })).toBe('forget');
    expect(partOfPath(path, { method: 'POST', mode: 'navigate' })).toBe('forget');
  },
);

test('of many the newest 50 documents stay, and no other kind pushes them out', () => {
  const documents = Array.from({ length: 53 }, (_, at) => `${origin}/api/documents/${id.slice(0, -2)}${10 + at}`);
  const lists = Array.from({ length: 31 }, (_, at) => `${origin}/api/documents?list=open&q=${at}`);
  expect(tooMany([...documents, ...lists, `${origin}/api/session`])).toEqual([...documents.slice(0, 3), lists[0]]);
});

test.each([
  ['2026-02-12T09:12:00Z', false],
  ['2026-02-12T09:11:59Z', true],
  ['', true],
])('what was seen at %j is too old after 30 days: %s', (seenAt, isOld) => {
  expect(isTooOld(seenAt, new Date('2026-03-14T09:12:00Z'))).toBe(isOld);
});
