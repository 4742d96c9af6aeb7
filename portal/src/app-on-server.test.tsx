import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startApp } from './app.tsx';
import { renderList, renderSignIn } from './server-entry.tsx';
import { summary } from './testing/documents.ts';
import { answers, json, listens, network } from './testing/network.ts';
import { session } from './testing/session.ts';

const shell = { nonce: 'bm9uY2U=', languages: ['nl-BE'], entity: null };
const totals = {
  currency: 'EUR',
  documentsCount: 1,
  payableMinor: 105_690,
  amountDueMinor: 105_690,
  overdueMinor: 0,
  unallocatedMinor: 0,
};

const payable = {
  entity: session.entities[0]?.slug ?? '',
  customer: session.customers[0]?.id ?? '',
  entityName: 'Groenkamer',
  customerName: 'Oak',
  currency: 'EUR',
  invoicesCount: 2,
  totalMinor: 105_690,
  isWhole: true,
  overdue: null,
  nextDue: null,
};

/** What the browser asked for by itself. */
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  const answer = (path: string, body: object) =>
    network.use(
      http.get(`http://quittance.test${path}`, () => {
        asked.push(path);
        return json(body);
      }),
    );
  answer('/api/session', { ...session, language: 'nl-BE' });
  answer('/api/documents', { documents: [summary], nextCursor: null });
  answer('/api/documents/totals', { totals: [totals] });
  network.use(
    http.post('http://quittance.test/api/payments/payable', () => {
      asked.push('/api/payments/payable');
      return json({ totals: [payable] });
    }),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
  document.documentElement.lang = '';
});

/** Returns what the server was asked for. */
async function arrive(path: string, { isRemembered }: { isRemembered: boolean }): Promise<unknown[]> {
  const queries: unknown[] = [];
  const html = await renderList(shell, {
    list: 'open',
    path,
    session: { ...session, language: 'nl-BE', isRemembered },
    documents: async (query) => {
      queries.push(query);
      return { documents: [summary], nextCursor: null };
    },
    totals: async (filter) => {
      queries.push(filter);
      return { totals: [totals] };
    },
    payable: async (filter) => {
      queries.push(filter);
      return { totals: [payable] };
    },
  });
  open(path, html);
  return queries;
}

/** As a browser has it before any script. */
function open(path: string, html: string): void {
  history.replaceState(null, '', path);
  document.documentElement.lang = /<html lang="([^"]*)"/.exec(html)?.[1] ?? '';
  document.body.innerHTML = /<body>(.*)<\/body>/s.exec(html)?.[1] ?? '';
}

const row = () => screen.getByRole('link', { name: 'Factuur F-2026-0187' });

function root(): HTMLElement {
  const found = document.getElementById('root');
  if (!found) throw new Error('the document has no root');
  return found;
}

test('a list can be read before any script, and is taken over as it stands', async () => {
  const failures: unknown[] = [];
  addEventListener('error', (event) => failures.push(event));
  const queries = await arrive('/invoices?q=oak&sort=amount_desc', { isRemembered: false });
  const filter = { list: 'open', dates: 'due', q: 'oak' };
  expect(queries).toEqual([{ ...filter, sort: 'amount', direction: 'desc' }, filter]);
  const drawn = row();
  const field = screen.getByRole('searchbox');
  expect(field).toHaveProperty('value', 'oak');
  const scripts = document.querySelectorAll('script');
  expect([...scripts].map(({ id }) => id)).toEqual(['sentences', 'answers', '']);

  await startApp(root());
  await waitFor(() => expect(document.title).toContain(session.entities[0]?.name));
  expect(row()).toBe(drawn);
  expect(failures).toEqual([]);
  expect(asked).toEqual([]);
});

test('where what is seen is kept, it is asked for on its own: no document with it in it is kept', async () => {
  await arrive('/invoices', { isRemembered: true });
  const drawn = row();
  await startApp(root());
  const kept = ['/api/documents', '/api/documents/totals', '/api/payments/payable', '/api/session'];
  await waitFor(() => expect(asked.toSorted()).toEqual(kept));
  expect(row()).toBe(drawn);
});

test('the buttons that pay it are there from the start, and nothing jumps when the app takes over', async () => {
  const queries = await arrive('/invoices', { isRemembered: false });
  const filter = { list: 'open', dates: 'due' };
  expect(queries).toEqual([{ ...filter, sort: 'due', direction: 'asc' }, filter, filter]);
  const payAll = screen.getByRole('button', { name: /^Alles betalen/ });
  expect(screen.getByRole('button', { name: 'Afmelden' }).closest('form')?.getAttribute('action')).toBe('/sign-out');
  await startApp(root());
  await waitFor(() => expect(document.title).toContain(session.entities[0]?.name));
  expect(screen.getByRole('button', { name: /^Alles betalen/ })).toBe(payAll);
  expect(asked).toEqual([]);
});

test('what was typed to sign in before the app came is still there, and is what is sent', async () => {
  const path = '/sign-in?entity=linden';
  open(path, await renderSignIn(shell, { path, challenge: null }));
  const field = screen.getByRole('textbox', { name: 'E-mailadres' });
  await userEvent.type(field, 'tom@quaysidedental.example');
  const pending = { maskedEmail: 't***@quaysidedental.example', entity: null, expiresAt: '2026-11-20T10:00:00Z' };
  answers('get', '/api/auth/challenge', pending);
  const heard = listens('/api/auth/challenge', () => json({ status: 'accepted' }, 202));
  await startApp(root());
  await waitFor(async () => {
    expect(screen.getByRole('textbox', { name: 'E-mailadres' })).toBe(field);
    await userEvent.click(screen.getByRole('button', { name: 'Stuur mij een code' }));
    expect(heard).toMatchObject([{ email: 'tom@quaysidedental.example', entity: 'linden' }]);
  });
  expect(await screen.findByText(/t\*\*\*@quaysidedental/)).toBeTruthy();
});
