import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DocumentPage } from '@quittance/shared/customer-view.ts';
import { calculation, detail, entity, summary } from './testing/documents.ts';
import { answers, json, listens, network, problem } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';
import { http } from 'msw';

const onePage: DocumentPage = { documents: [summary], nextCursor: null };
const totals = {
  totals: [
    {
      currency: 'EUR',
      documentsCount: 1,
      payableMinor: 206_426,
      amountDueMinor: 105_690,
      overdueMinor: 105_690,
      unallocatedMinor: 0,
    },
    {
      currency: 'GBP',
      documentsCount: 2,
      payableMinor: 9_000,
      amountDueMinor: 9_000,
      overdueMinor: 0,
      unallocatedMinor: 0,
    },
  ],
};

beforeEach(() => {
  answers('get', '/api/session', session);
  answers('get', '/api/documents', onePage);
  answers('get', '/api/documents/:id', detail);
  answers('get', '/api/documents/totals', totals);
});

describe('open invoices', () => {
  test('stand under a sum per currency, each with its amount, its state and a way to pay it', async () => {
    openApp('/');
    expect(await screen.findByRole('heading', { name: 'Open invoices' })).toBeTruthy();
    expect(screen.getByText('1 open invoice').nextSibling?.textContent).toBe('€1,056.90');
    expect(screen.getByText('2 open invoices').nextSibling?.textContent).toBe('£90.00');
    expect(screen.getByText('€1,056.90 of it overdue')).toBeTruthy();
    const row = screen.getByRole('link', { name: 'Invoice F-2026-0187' }).closest('[role=listitem]');
    expect(row?.textContent).toContain('12 days overdue');
    const pay = screen.getByRole('link', { name: 'Pay Invoice F-2026-0187' });
    expect(pay.getAttribute('href')).toBe(`/pay/${summary.id}`);
  });

  test('come a page at a time', async () => {
    const asked: (string | null)[] = [];
    network.use(
      http.get('http://quittance.test/api/documents', ({ request }) => {
        const after = new URL(request.url).searchParams.get('after');
        asked.push(after);
        const id = summary.id.replace(/1$/, '9');
        return after === null
          ? json({ documents: [summary], nextCursor: 'c1' })
          : json({ documents: [{ ...summary, id, number: 'F-2026-0001' }], nextCursor: null });
      }),
    );
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('link', { name: 'Invoice F-2026-0001' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(asked).toEqual([null, 'c1']);
  });

  test('that are being paid offer no second payment', async () => {
    answers('get', '/api/documents', { documents: [{ ...summary, status: 'being_paid' }], nextCursor: null });
    openApp('/invoices');
    expect(await screen.findByText('Being paid')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^Pay / })).toBeNull();
  });

  test('of which there are none say so', async () => {
    answers('get', '/api/documents', { documents: [], nextCursor: null });
    answers('get', '/api/documents/totals', { totals: [] });
    openApp('/invoices');
    expect(await screen.findByText('Nothing is open. Thank you.')).toBeTruthy();
  });

  test('of several merchants and customers say whose they are', async () => {
    const customers = [...session.customers, { id: '0198b5a2-2222-7000-8000-000000000002', name: 'De Smet Invest' }];
    answers('get', '/api/session', {
      ...session,
      customers,
      entities: [entity, { ...entity, slug: 'roux', name: 'Roux' }],
    });
    openApp('/invoices');
    const row = (await screen.findByRole('link', { name: 'Invoice F-2026-0187' })).closest('[role=listitem]');
    expect(row?.textContent).toContain('Linden Interiors');
    expect(row?.textContent).toContain('Bakkerij De Smet BV');
  });
});

describe('a document', () => {
  test('tells what happened to it to whoever asks', async () => {
    const issued = { kind: 'issued', date: '2026-02-01', amountMinor: 12_100, email: null };
    const sent = { kind: 'sent', date: '2026-02-02', amountMinor: null, email: 'jan@bakkerij.example' };
    answers('get', '/api/documents/:id/events', { events: [issued, sent] });
    const user = openApp(`/documents/${summary.id}`);
    await user.click(await screen.findByText('What happened'));
    expect(await screen.findByText(/^Issued, €\s?121\.00$/)).toBeTruthy();
    expect(screen.getByText('Mailed to jan@bakkerij.example')).toBeTruthy();
  });

  test('explains its amount, stands beside its credit note, and can be paid and taken along', async () => {
    openApp(`/documents/${summary.id}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Invoice F-2026-0187' })).toBeTruthy();
    const tabs = within(screen.getByRole('navigation', { name: 'Belongs together' }));
    expect(tabs.getAllByRole('link').map((tab) => tab.textContent)).toEqual([
      'Invoice F-2026-0187',
      'Credit note C-2026-0031',
    ]);
    expect(screen.getByText('Interest for late payment').closest('li')?.textContent).toContain('€4.67');
    expect(screen.getByRole('link', { name: 'Pay €1,056.90' }).getAttribute('href')).toBe(`/pay/${summary.id}`);
    expect(screen.getByRole('link', { name: 'Download PDF' }).getAttribute('href')).toBe(
      `/api/documents/${summary.id}/pdf`,
    );
    expect(screen.getByRole('link', { name: 'Calculation as PDF' }).getAttribute('href')).toBe(
      `/api/documents/${summary.id}/calculation/pdf`,
    );
    expect(document.title).toBe('Linden Interiors · Invoice F-2026-0187');
  });

  test('that is not there, or not theirs, is not found', async () => {
    network.use(http.get('http://quittance.test/api/documents/:id', () => problem('not_found', 404)));
    openApp(`/documents/${summary.id}`);
    expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeTruthy();
  });

  test('that could not be read can be tried again', async () => {
    network.use(http.get('http://quittance.test/api/documents/:id', () => problem('internal', 500), { once: true }));
    const user = openApp(`/documents/${summary.id}`);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Invoice F-2026-0187' })).toBeTruthy();
  });

  test('with nothing to explain shows no calculation', async () => {
    answers('get', '/api/documents/:id', {
      ...detail,
      calculation: { ...calculation, entries: calculation.entries.slice(0, 1) },
    });
    openApp(`/documents/${summary.id}`);
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText('See calculation')).toBeNull();
  });
});

test('the app goes on in the language of the person', async () => {
  answers('get', '/api/session', { ...session, language: 'nl-BE' });
  openApp('/invoices');
  expect(await screen.findByRole('heading', { name: 'Openstaande facturen' })).toBeTruthy();
  expect(screen.getByText('12 dagen te laat')).toBeTruthy();
  expect(document.documentElement.lang).toBe('nl');
});

test('another language is chosen by a plain form that leads back to the same page', async () => {
  answers('get', '/api/session', { ...session, language: 'nl-BE' });
  openApp('/invoices?x=1');
  const select = await screen.findByRole('combobox', { name: 'Taal' });
  expect(select).toHaveProperty('value', 'nl');
  const form = select.closest('form');
  expect([form?.getAttribute('action'), form?.method]).toEqual(['/language', 'post']);
  expect([...new FormData(form ?? undefined)]).toEqual([
    ['page', '/invoices?x=1'],
    ['language', 'nl'],
  ]);
});

describe('signing in', () => {
  const challenge = { maskedEmail: 'j***@bakkerij.example', entity, expiresAt: '2026-11-11T10:00:00Z' };

  beforeEach(() => {
    network.use(http.get('http://quittance.test/api/session', () => problem('unauthenticated', 401)));
    network.use(http.get('http://quittance.test/api/documents/:id', () => problem('unauthenticated', 401)));
    answers('get', '/api/auth/challenge', challenge);
  });

  test('comes before a document, and leads to it', async () => {
    const asked = listens('/api/auth/challenge', () => json({ status: 'accepted' }, 202));
    const user = openApp(`/documents/${summary.id}`);
    await user.type(await screen.findByLabelText('E-mail address'), 'jan@bakkerij.example');
    await user.click(screen.getByRole('button', { name: 'Send me a code' }));
    expect(await screen.findByText(/We sent a code to j\*\*\*@bakkerij\.example/)).toBeTruthy();
    expect(asked).toEqual([{ email: 'jan@bakkerij.example', documentId: summary.id }]);
  });

  test('asks for the code under nobody’s name where several merchants could be meant', async () => {
    answers('get', '/api/auth/challenge', { ...challenge, entity: null });
    openApp('/sign-in/code');
    expect(await screen.findByText(/We sent a code to/)).toBeTruthy();
    expect(document.title).toBe('Enter your code');
    expect(screen.queryByText(/is there for you/)).toBeNull();
  });

  test('comes before a page that a mail leads to, and leads there', async () => {
    network.use(http.get('http://quittance.test/api/statements/accounts', () => problem('unauthenticated', 401)));
    network.use(http.get('http://quittance.test/api/bundles', () => problem('unauthenticated', 401)));
    const asked = listens('/api/auth/challenge', () => json({ status: 'accepted' }, 202));
    const user = openApp('/downloads');
    await user.type(await screen.findByLabelText('E-mail address'), 'jan@bakkerij.example{Enter}');
    await screen.findByText(/We sent a code to/);
    expect(asked).toEqual([{ email: 'jan@bakkerij.example', page: '/downloads' }]);
  });

  test('takes a pasted code, and says when it is wrong and how often one may still try', async () => {
    const tried = listens('/api/auth/verify', () => problem('code_wrong', 401, { triesLeft: 4 }));
    const user = openApp('/sign-in/code');
    await user.click(await screen.findByLabelText('Six-digit code'));
    await user.paste('123 456');
    await user.click(screen.getByLabelText('Stay signed in on this device'));
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toBe('That is not the code we sent. 4 tries left.');
    expect(tried).toEqual([{ code: '123 456', remember: true }]);
  });

  test.each([
    ['challenge_dead', 'no longer works'],
    ['challenge_expired', 'has expired'],
  ] as const)('after %s offers a new code with one tap, to the same address', async (code, text) => {
    network.use(http.post('http://quittance.test/api/auth/verify', () => problem(code, 401)));
    answers('post', '/api/auth/challenge/again', { status: 'accepted' }, 202);
    const user = openApp('/sign-in/code');
    await user.type(await screen.findByLabelText('Six-digit code'), '123456{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain(text);
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Send the code again' }));
    expect(await screen.findByText('The code is on its way again.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  test('leads to where one wanted to go', async () => {
    const user = openApp('/sign-in/code');
    await user.type(await screen.findByLabelText('Six-digit code'), '123456');
    answers('post', '/api/auth/verify', { path: `/documents/${summary.id}` });
    answers('get', '/api/session', session);
    answers('get', '/api/documents/:id', detail);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Invoice F-2026-0187' })).toBeTruthy();
  });

  test('as somebody else, when a visit has ended, shows nothing of the one before', async () => {
    answers('get', '/api/session', session);
    answers('get', '/api/documents/totals', totals);
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('link', { name: 'Invoice F-2026-0187' }));
    answers('post', '/api/auth/challenge', { status: 'accepted' }, 202);
    await user.type(await screen.findByLabelText('E-mail address'), 'els@bakkerij.example{Enter}');
    answers('get', '/api/session', { ...session, email: 'els@bakkerij.example' });
    answers('get', '/api/documents', { documents: [], nextCursor: null });
    answers('post', '/api/auth/verify', { path: '/invoices' });
    await user.type(await screen.findByLabelText('Six-digit code'), '123456{Enter}');
    expect(await screen.findByText('Signed in as els@bakkerij.example')).toBeTruthy();
    expect(screen.getByText('Nothing is open. Thank you.')).toBeTruthy();
  });

  test('says why a form without script was refused', async () => {
    openApp('/sign-in?error=rate_limited');
    expect((await screen.findByRole('alert')).textContent).toContain('Please wait a few minutes');
  });

  test('starts over where no code was asked for', async () => {
    network.use(http.get('http://quittance.test/api/auth/challenge', () => problem('not_found', 404)));
    openApp('/sign-in/code');
    expect(await screen.findByLabelText('E-mail address')).toBeTruthy();
  });
});
