import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountStatement, StatementAccount } from '@quittance/shared/statement.ts';
import { summary } from './testing/documents.ts';
import { answers, json, network } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const account: StatementAccount = {
  customer: { id: '0198b5a2-2222-7000-8000-000000000001', name: 'Bakkerij De Smet BV' },
  entity: { id: '0198b5a2-3333-7000-8000-000000000001', name: 'Linden Interiors' },
  currency: 'EUR',
  firstDate: '2024-05-02',
  today: '2026-11-11',
};
const ofDocument = { documentId: summary.id, number: summary.number };
const statement: AccountStatement = {
  customer: account.customer,
  entity: account.entity,
  currency: 'EUR',
  fromDate: '2026-01-01',
  toDate: '2026-11-11',
  openingMinor: 5_000,
  entries: [
    {
      kind: 'payment',
      date: '2026-01-10',
      method: 'transfer',
      paidNumbers: ['F-2025-0901', 'F-2025-0902'],
      amountMinor: -5_000,
      balanceMinor: 0,
    },
    {
      kind: 'invoice',
      date: '2026-09-30',
      dueDate: '2026-10-30',
      ...ofDocument,
      amountMinor: 206_426,
      balanceMinor: 206_426,
    },
    { kind: 'late_charges', date: '2026-11-11', ...ofDocument, amountMinor: 4_467, balanceMinor: 210_893 },
    {
      kind: 'voided',
      date: '2026-11-11',
      documentKind: 'credit_note',
      documentId: summary.id,
      number: 'C-1',
      amountMinor: 107,
      balanceMinor: 211_000,
    },
    {
      kind: 'reversal',
      date: '2026-11-11',
      reason: 'returned',
      method: 'debit',
      amountMinor: 1_000,
      balanceMinor: 212_000,
    },
  ],
  closingMinor: 212_000,
  dueMinor: 213_000,
  ageing: {
    notDueMinor: 0,
    days1To30Minor: 213_000,
    days31To60Minor: 0,
    days61To90Minor: 0,
    over90DaysMinor: 0,
  },
  creditMinor: 1_000,
};

let asked: Record<string, string>[];

beforeEach(() => {
  asked = [];
  answers('get', '/api/session', session);
  answers('get', '/api/statements/accounts', { accounts: [account] });
  network.use(
    http.get('http://quittance.test/api/statements', ({ request }) => {
      asked.push(Object.fromEntries(new URL(request.url).searchParams));
      return json(statement);
    }),
  );
});

const own = { customerId: account.customer.id, entityId: account.entity.id, currency: 'EUR' };
const field = async (name: string) => (await screen.findByLabelText<HTMLInputElement>(name)).value;

describe('the statement of account', () => {
  test('shows the balance, what it is made of, and every entry with the balance after it', async () => {
    openApp('/statement');
    expect(await screen.findByRole('heading', { name: 'Statement of account' })).toBeTruthy();
    expect(screen.getByText('Balance on 11 November 2026').nextSibling?.textContent).toBe('€2,120.00');
    const rows = within(screen.getByRole('table', { name: 'Statement of account' })).getAllByRole('row');
    const cells = rows.map((row) => within(row).queryAllByRole('rowheader')[0]?.textContent);
    expect(cells).toEqual([
      undefined,
      'Opening balance',
      'Payment receivedBank transfer · F-2025-0901, F-2025-0902',
      'Invoice F-2026-0187Due on 30 October 2026',
      'Late charges on invoice F-2026-0187',
      'Credit note C-1 withdrawn',
      'Payment returned by the bankBank debit',
      'Closing balance',
    ]);
    expect(rows[3]?.textContent).toContain('€2,064.26');
    expect(screen.getByText('1 to 30 days overdue').nextSibling?.textContent).toBe('€2,130.00');
    expect(screen.getByText('Credit on account').nextSibling?.textContent).toBe('−€10.00');
    expect(screen.getByRole('link', { name: 'Invoice F-2026-0187' }).getAttribute('href')).toBe(
      `/documents/${summary.id}`,
    );
    expect(asked).toEqual([{ ...own, from: '2026-01-01', to: '2026-11-11' }]);
  });

  test('is led to from the lists', async () => {
    answers('get', '/api/documents', { documents: [], nextCursor: null });
    answers('get', '/api/documents/totals', { totals: [] });
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('link', { name: 'Statement' }));
    expect(await screen.findByText('Balance on 11 November 2026')).toBeTruthy();
  });

  test('is of the period that one presses, and takes its days along to the files', async () => {
    const user = openApp('/statement');
    const thisYear = await screen.findByRole('link', { name: 'This year' });
    expect(thisYear.getAttribute('aria-current')).toBe('true');
    await user.click(screen.getByRole('link', { name: 'Last year' }));
    await expect.poll(() => field('From')).toBe('2025-01-01');
    expect(await field('To')).toBe('2025-12-31');
    await user.click(screen.getByRole('link', { name: 'Last 12 months' }));
    await expect.poll(() => field('From')).toBe('2025-11-12');
    expect(asked.map(({ from, to }) => [from, to])).toEqual([
      ['2026-01-01', '2026-11-11'],
      ['2025-01-01', '2025-12-31'],
      ['2025-11-12', '2026-11-11'],
    ]);
    const files = new URLSearchParams({ ...own, from: '2025-11-12', to: '2026-11-11' }).toString();
    for (const [name, format] of [
      ['Download PDF', 'pdf'],
      ['Download CSV', 'csv'],
    ] as const) {
      const link = screen.getByRole('link', { name });
      expect(link.getAttribute('href')).toBe(`/api/statements/${format}?${files}`);
    }
  });

  test('is of the days that stand in the address, and of others that one chooses', async () => {
    const user = openApp('/statement?from=2026-03-01&to=2026-03-31');
    expect(await field('From')).toBe('2026-03-01');
    const to = screen.getByLabelText('To');
    await user.clear(to);
    await user.type(to, '2026-04-30');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    await expect.poll(() => asked.at(-1)).toEqual({ ...own, from: '2026-03-01', to: '2026-04-30' });
    expect(screen.getByRole('link', { name: 'This year' }).getAttribute('aria-current')).toBeNull();
  });

  test.each([
    ['in the wrong order', '2026-03-02', '2026-03-01'],
    ['after today', '2026-03-01', '2026-11-12'],
    ['too far apart', '2016-03-14', '2026-03-15'],
    ['that are none', '2026-02-30', '2026-03-15'],
  ])('of days %s asks for others, and asks the server nothing', async (_, from, to) => {
    openApp(`/statement?from=${from}&to=${to}`);
    expect((await screen.findByRole('alert')).textContent).toContain('choose two days in order');
    expect(screen.queryByRole('table')).toBeNull();
    expect(asked).toEqual([]);
  });

  test('of several accounts is of the one that one chooses', async () => {
    const other = {
      ...account,
      entity: { ...account.entity, id: '0198b5a2-3333-7000-8000-000000000002', name: 'Roux' },
    };
    answers('get', '/api/statements/accounts', { accounts: [account, { ...other, currency: 'GBP' }] });
    const user = openApp('/statement?period=last_year');
    await user.selectOptions(await screen.findByLabelText('Account'), 'Roux · Bakkerij De Smet BV · GBP');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    await expect.poll(() => asked.at(-1)?.['currency']).toBe('GBP');
    expect(asked.at(-1)).toMatchObject({ entityId: other.entity.id, from: '2025-01-01', to: '2025-12-31' });
  });

  test.each([
    ['customer=0198b5a2-2222-7000-8000-000000000002', 'GBP'],
    ['account=0198b5a2-2222-7000-8000-000000000002.0198b5a2-3333-7000-8000-000000000001.GBP', 'GBP'],
    // What is not the reader's is as if nothing had been named.
    ['customer=0198b5a2-2222-7000-8000-00000000000f', 'EUR'],
    ['account=0198b5a2-2222-7000-8000-00000000000f.0198b5a2-3333-7000-8000-000000000001.GBP', 'EUR'],
    ['account=0198b5a2-2222-7000-8000-000000000002.0198b5a2-3333-7000-8000-000000000001.USD', 'EUR'],
  ])('is of the account that the address names: %s', async (search, currency) => {
    const customer = { id: '0198b5a2-2222-7000-8000-000000000002', name: 'De Smet Invest' };
    answers('get', '/api/statements/accounts', { accounts: [account, { ...account, customer, currency: 'GBP' }] });
    openApp(`/statement?${search}`);
    await expect.poll(() => asked.at(-1)?.['currency']).toBe(currency);
    expect(asked.at(-1)?.['customerId']).toBe(currency === 'GBP' ? customer.id : account.customer.id);
  });

  test('in the customer’s favour says so', async () => {
    answers('get', '/api/statements', { ...statement, entries: [], closingMinor: -1_000, dueMinor: 0 });
    openApp('/statement');
    expect(await screen.findByText('in your favour')).toBeTruthy();
    expect(screen.queryByText('Not yet due')).toBeNull();
  });

  test('of nobody says that there is none', async () => {
    answers('get', '/api/statements/accounts', { accounts: [] });
    openApp('/statement');
    expect(await screen.findByText('There is nothing to state yet.')).toBeTruthy();
  });
});
