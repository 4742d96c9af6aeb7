import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PayDraft } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { detail, summary } from './testing/documents.ts';
import { answers, json, listens, network, problem } from './testing/network.ts';
import { attemptOf, payPage } from './testing/payments.ts';
import { session } from './testing/session.ts';
import { openApp, openPayPage } from './testing/stage.tsx';

const draftId = '0198b5a2-3333-7000-8000-000000000001';
const nextId = '0198b5a2-3333-7000-8000-000000000002';
const otherId = '0198b5a2-1111-7000-8000-000000000009';

const late = { id: summary.id, number: 'F-1', dueDate: '2026-10-30', daysOverdue: 12, lateChargesMinor: 467 };
const next = { id: otherId, number: 'F-2', dueDate: '2026-12-01', daysOverdue: -20, lateChargesMinor: 0 };
const draft: PayDraft = {
  id: draftId,
  reference: '+++090/9337/55493+++',
  totalMinor: 15_467,
  credits: [],
  droppedNumbers: [],
  isSettled: false,
  invoices: [
    { ...late, dueMinor: 10_467, amountMinor: 10_467 },
    { ...next, dueMinor: 20_000, amountMinor: 5_000 },
  ],
  isCurrent: true,
  attemptId: null,
};

beforeEach(() => {
  network.use(http.get('http://quittance.test/api/session', () => problem('unauthenticated', 401)));
  shows(draft);
});

/** Each draft under its own id. */
function shows(...drafts: PayDraft[]): void {
  network.use(
    http.get('http://quittance.test/api/payments/drafts/:id/page', ({ params }) => {
      const found = drafts.find(({ id }) => id === params['id']) ?? null;
      return json({ ...payPage, draft: found } satisfies PayPage);
    }),
  );
}

async function payByCard(user: ReturnType<typeof openPayPage>, button: string): Promise<void> {
  await user.type(await screen.findByLabelText('Test card number'), '4242 4242 4242 4242');
  await user.type(screen.getByLabelText('Expiry date'), '12/39');
  await user.type(screen.getByLabelText('Security code'), '123');
  await user.click(screen.getByRole('button', { name: button }));
}

describe('several invoices in one go', () => {
  test('show what each gets, and are paid as they were shown', async () => {
    const tried = listens(`/api/payments/drafts/${draftId}/attempts`, () =>
      json(attemptOf(nextId, { amountMinor: 15_467, invoices: draft.invoices, reference: draft.reference }), 201),
    );
    const user = openPayPage(`drafts/${draftId}`);
    expect(await screen.findByRole('heading', { name: '2 invoices' })).toBeTruthy();
    const [first, second] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(first).toContain('F-1€104.6712 days overdueincl. €4.67 late charges');
    expect(second).toContain('F-2€50.00Due on 1 December 2026of €200.00 owed');
    await payByCard(user, 'Pay €154.67');
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    for (const text of ['Invoice F-1', '€104.67', 'Invoice F-2', '€50.00', '+++090/9337/55493+++'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(tried).toHaveLength(1);
  });

  test('have the credit of the customer taken off, unless that is not wanted', async () => {
    const credits = [{ id: otherId, number: 'C-7', date: '2026-10-01', amountMinor: 1_467 }];
    shows({ ...draft, totalMinor: 14_000, credits }, { ...draft, id: nextId });
    const asked = listens('/api/payments/drafts', () => json({ id: nextId }, 201));
    const user = openPayPage(`drafts/${draftId}`);
    for (const text of ['Together', '€154.67', 'Credit note C-7', '−€14.67', '€140.00'])
      expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: 'Pay €140.00' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Do not use credit' }));
    expect(await screen.findByRole('button', { name: 'Pay €154.67' })).toBeTruthy();
    expect(asked).toMatchObject([{ invoiceIds: [summary.id, otherId], useCredit: false }]);
  });

  test('that are overdue are put together for whoever comes from a mail, after signing in', async () => {
    const path = `overdue?entity=bakkerij&customer=${otherId}&currency=EUR`;
    network.use(http.post('http://quittance.test/api/payments/drafts', () => problem('unauthenticated', 401)));
    openPayPage(path);
    expect(await screen.findByText(/^Please sign in first/)).toBeTruthy();
    const link = screen.getByRole('link', { name: 'Sign in' }).getAttribute('href');
    expect(link).toBe(`/sign-in?page=${encodeURIComponent(`/pay/${path}`)}`);
  });

  test('go on to a document of their own once they are put together', async () => {
    const went: string[] = [];
    vi.spyOn(location, 'replace').mockImplementation((to) => void went.push(String(to)));
    const asked = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
    openPayPage(`overdue?entity=bakkerij&customer=${otherId}&currency=EUR`);
    await waitFor(() => expect(went).toEqual([`/pay/drafts/${draftId}`]));
    const filter = { list: 'open', state: 'overdue', dates: 'due', entity: 'bakkerij', customer: otherId };
    expect(asked).toEqual([{ list: { filter, currency: 'EUR' }, useCredit: true }]);
  });

  test('are come back to after signing in', async () => {
    network.use(http.get('http://quittance.test/api/payments/drafts/:id/page', () => problem('unauthenticated', 401)));
    openPayPage(`drafts/${draftId}`);
    const link = await screen.findByRole('link', { name: 'Sign in' });
    expect(link.getAttribute('href')).toBe(`/sign-in?page=${encodeURIComponent(`/pay/drafts/${draftId}`)}`);
  });

  test('paid by transfer are announced, which is shown and can be done without', async () => {
    const announced = { draftId, announcedAt: '2026-11-11T10:00:00Z', amountMinor: 15_467, hasProof: false };
    network.use(
      http.post(`http://quittance.test/api/payments/drafts/${draftId}/announcement`, () => {
        network.use(
          http.get('http://quittance.test/api/payments/drafts/:id/page', ({ params }) =>
            json({ ...payPage, draft: { ...draft, id: String(params['id']) }, announcement: announced }),
          ),
        );
        return new Response(null, { status: 204 });
      }),
    );
    answers('post', `/api/payments/drafts/${draftId}/renew`, { id: nextId }, 201);
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('radio', { name: /Bank transfer/ }));
    await user.click(screen.getByText('I have paid'));
    await user.click(screen.getByRole('button', { name: 'I have transferred €154.67' }));
    expect(await screen.findByRole('heading', { name: 'Transfer announced' })).toBeTruthy();
    const told = 'You told us on 11 November 2026 that you have transferred €154.67.';
    expect(screen.getByText(new RegExp(`^${told}`))).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Pay another way' }));
    // The other draft says so too, and asks for money all the same.
    expect(await screen.findByRole('radio', { name: /Bank transfer/ })).toBeTruthy();
    expect(screen.getByText(new RegExp(`^${told}`))).toBeTruthy();
  });

  test('that credit covers are settled by their own button', async () => {
    const left = { number: null, date: '2026-10-01' };
    const credits = [
      { ...left, id: draftId, amountMinor: 15_000 },
      { ...left, id: draftId.replace(/.$/, 'f'), amountMinor: 467 },
    ];
    const covered = { ...draft, totalMinor: 0, credits };
    shows(covered);
    network.use(
      http.post(`http://quittance.test/api/payments/drafts/${draftId}/credit`, () => {
        shows({ ...covered, isSettled: true });
        return new Response(null, { status: 204 });
      }),
    );
    const user = openPayPage(`drafts/${draftId}`);
    expect(await screen.findByText('Your credit covers all of this: nothing is charged.')).toBeTruthy();
    expect(screen.queryByLabelText('Test card number')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Settle with credit' }));
    expect(await screen.findByRole('heading', { name: 'Settled with your credit' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    for (const text of ['Invoice F-1', 'Invoice F-2', '−€150.00', '−€4.67'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getAllByText('Credit of 1 October 2026')).toHaveLength(2);
  });

  test('of which one has changed say which, and are shown as they are owed now', async () => {
    const changed = {
      ...draft,
      id: nextId,
      totalMinor: 5_000,
      invoices: draft.invoices.slice(1),
      droppedNumbers: ['F-1'],
    };
    network.use(
      http.post(`http://quittance.test/api/payments/drafts/${draftId}/attempts`, () => {
        shows({ ...draft, isCurrent: false }, changed);
        return problem('amount_changed', 409, { totalMinor: 5_000, invoiceIds: [summary.id] });
      }),
    );
    answers('post', `/api/payments/drafts/${draftId}/renew`, { id: nextId }, 201);
    await payByCard(openPayPage(`drafts/${draftId}`), 'Pay €154.67');
    expect(await screen.findByRole('button', { name: 'Pay €50.00' })).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('What is owed has changed: F-1.');
    expect(screen.getByRole('status').textContent).toBe('F-1 is paid or withdrawn by now and was left out.');
    expect(location.pathname).toBe(`/pay/drafts/${nextId}`);
  });

  test('that are not known here lead on to the invoices', async () => {
    network.use(http.get('http://quittance.test/api/payments/drafts/:id/page', () => problem('not_found', 404)));
    openPayPage(`drafts/${draftId}`);
    const link = await screen.findByRole('link', { name: 'To my invoices' });
    expect(link.getAttribute('href')).toBe('/invoices');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test('that are all paid by now say so', async () => {
    shows({ ...draft, isCurrent: false });
    network.use(
      http.post(`http://quittance.test/api/payments/drafts/${draftId}/renew`, () => problem('already_paid', 409)),
    );
    openPayPage(`drafts/${draftId}`);
    expect(await screen.findByText('Nothing is owed any more of these invoices.')).toBeTruthy();
  });
});

describe('the amount of one of them', () => {
  test('can be changed between what the merchant takes and what is owed', async () => {
    const other = { ...draft, id: nextId, totalMinor: 30_467 };
    shows(draft, other);
    const asked = listens('/api/payments/drafts', () => json({ id: nextId }, 201));
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('button', { name: 'Change amount for F-2' }));
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Amount for F-2' });
    expect(field.value).toBe('50.00');
    await user.clear(field);
    await user.type(field, '9.99');
    await user.click(screen.getByRole('button', { name: 'Use this amount' }));
    expect(await screen.findByText('Please enter an amount from €10.00 to €200.00.')).toBeTruthy();
    await user.clear(field);
    await user.type(field, '200');
    await user.click(screen.getByRole('button', { name: 'Use this amount' }));
    expect(await screen.findByRole('button', { name: 'Pay €304.67' })).toBeTruthy();
    expect(asked).toEqual([{ invoiceIds: [summary.id, otherId], parts: [], useCredit: false }]);
  });

  test('and one can be left out', async () => {
    shows(draft, { ...draft, id: nextId, totalMinor: 5_000, invoices: draft.invoices.slice(1) });
    const asked = listens('/api/payments/drafts', () => json({ id: nextId }, 201));
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('button', { name: 'Leave out F-1' }));
    expect(await screen.findByRole('heading', { name: 'Invoice F-2' })).toBeTruthy();
    const parts = [{ invoiceId: otherId, amountMinor: 5_000 }];
    expect(asked).toEqual([{ invoiceIds: [otherId], parts, useCredit: false }]);
    expect(screen.queryByRole('button', { name: /^Leave out/ })).toBeNull();
  });

  test('can be chosen for an invoice alone', async () => {
    answers('get', '/api/payments/invoices/:id', payPage);
    shows({ ...draft, id: nextId, totalMinor: 50_000, invoices: draft.invoices.slice(0, 1) });
    const asked = listens('/api/payments/drafts', () => json({ id: nextId }, 201));
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('button', { name: 'Choose another amount' }));
    const field = screen.getByRole('textbox', { name: /^Amount for/ });
    await user.clear(field);
    await user.type(field, '500,00{Enter}');
    expect(await screen.findByRole('button', { name: 'Pay €500.00' })).toBeTruthy();
    expect(asked).toEqual([{ invoiceIds: [summary.id], parts: [{ invoiceId: summary.id, amountMinor: 50_000 }] }]);
  });

  test('cannot where the merchant takes no parts', async () => {
    answers('get', '/api/payments/invoices/:id', { ...payPage, partMinMinor: null });
    openPayPage(summary.id);
    await screen.findByRole('button', { name: 'Pay €1,056.90' });
    expect(screen.queryByRole('button', { name: 'Choose another amount' })).toBeNull();
  });
});

describe('an amount that was typed', () => {
  const alone = { ...draft, id: nextId, totalMinor: 10_000, invoices: draft.invoices.slice(0, 1) };
  let tried: unknown[];
  beforeEach(() => {
    answers('get', '/api/payments/invoices/:id', payPage);
    shows(draft, alone);
    answers('post', '/api/payments/drafts', { id: nextId }, 201);
    tried = listens('/api/payments/drafts/:id/attempts', () => json(attemptOf(otherId, { amountMinor: 10_000 }), 201));
  });

  async function type(user: ReturnType<typeof openPayPage>, amount: string): Promise<void> {
    const field = await screen.findByRole('textbox', { name: /^Amount for/ });
    await user.clear(field);
    await user.type(field, amount);
  }

  test.each([
    ['for an invoice alone', summary.id, 'Choose another amount', 'Pay €1,056.90'],
    ['for one of several', `drafts/${draftId}`, 'Change amount for F-1', 'Pay €154.67'],
  ])('and not yet used %s is taken over before anything is paid', async (_, what, opener, full) => {
    const user = openPayPage(what);
    await user.click(await screen.findByRole('button', { name: opener }));
    await type(user, '100');
    await payByCard(user, full);
    const pay = await screen.findByRole('button', { name: 'Pay €100.00' });
    expect(screen.getByText('The amount is €100.00 now. Please press once more to pay it.')).toBeTruthy();
    expect(document.activeElement).toBe(pay);
    expect(tried).toHaveLength(0);
    await user.click(pay);
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(tried).toHaveLength(1);
  });

  test('and cannot be taken keeps everything from being paid', async () => {
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('button', { name: 'Choose another amount' }));
    await type(user, '5');
    await payByCard(user, 'Pay €1,056.90');
    expect(await screen.findByText('Please enter an amount from €10.00 to €1,056.90.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Amount for/ }));
    expect(tried).toHaveLength(0);
  });

  test('keeps credit from settling it all', async () => {
    shows(
      { ...draft, totalMinor: 0, credits: [{ id: otherId, number: null, date: '2026-10-01', amountMinor: 15_467 }] },
      alone,
    );
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('button', { name: 'Change amount for F-1' }));
    await type(user, '100');
    await user.click(screen.getByRole('button', { name: 'Settle with credit' }));
    expect(await screen.findByRole('button', { name: 'Pay €100.00' })).toBeTruthy();
  });
});

describe('choosing what is paid', () => {
  test('goes one step at a time, and nothing is paid meanwhile', async () => {
    const third = { ...next, id: nextId, number: 'F-3', dueMinor: 1_000, amountMinor: 1_000 };
    shows({ ...draft, invoices: [...draft.invoices, third] }, { ...draft, id: nextId });
    const asked: unknown[] = [];
    let answer = (): void => undefined;
    network.use(
      http.post('http://quittance.test/api/payments/drafts', async ({ request }) => {
        asked.push(await request.json());
        await new Promise<void>((resolve) => (answer = resolve));
        return json({ id: nextId }, 201);
      }),
    );
    const tried = listens('/api/payments/drafts/:id/attempts', () => json(attemptOf(otherId, {}), 201));
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('button', { name: 'Leave out F-3' }));
    await waitFor(() => expect(asked).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Leave out F-1' }));
    expect(screen.getByRole('button', { name: 'Leave out F-1' }).getAttribute('aria-disabled')).toBe('true');
    await payByCard(user, 'Updating the amount');
    answer();
    expect(await screen.findByRole('button', { name: 'Pay €154.67' })).toBeTruthy();
    expect(screen.queryByText('F-3')).toBeNull();
    expect(asked).toHaveLength(1);
    expect(tried).toHaveLength(0);
  });

  test('keeps its place for whoever uses the keyboard', async () => {
    answers('get', '/api/payments/invoices/:id', payPage);
    shows({ ...draft, id: nextId, totalMinor: 50_000, invoices: draft.invoices.slice(0, 1) });
    answers('post', '/api/payments/drafts', { id: nextId }, 201);
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('button', { name: 'Choose another amount' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Amount for/ }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose another amount' }));
    await user.keyboard('{Enter}500{Enter}');
    await screen.findByRole('button', { name: 'Pay €500.00' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('To pay€500.00'));
  });

  test('keeps its place among several', async () => {
    shows(draft, { ...draft, id: nextId, totalMinor: 5_000, invoices: draft.invoices.slice(1) });
    answers('post', '/api/payments/drafts', { id: nextId }, 201);
    const user = openPayPage(`drafts/${draftId}`);
    await user.click(await screen.findByRole('button', { name: 'Change amount for F-2' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change amount for F-2' }));
    await user.click(screen.getByRole('button', { name: 'Leave out F-1' }));
    await screen.findByRole('heading', { name: 'Invoice F-2' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('To pay€50.00'));
  });
});

describe('the list of open invoices', () => {
  const documents = [summary, { ...summary, id: otherId, number: 'F-2', amountDueMinor: 5_000 }];
  const total = { entity: 'linden', customer: session.customers[0]?.id ?? '', currency: 'EUR' };
  const names = { entityName: 'Linden Interiors', customerName: 'Bakkerij De Smet BV' };
  const payable = {
    totals: [
      {
        ...total,
        ...names,
        invoicesCount: 3,
        totalMinor: 30_000,
        overdue: { invoicesCount: 2, totalMinor: 20_000 },
        isWhole: true,
        nextDue: { invoicesCount: 1, totalMinor: 10_000, dueDate: '2026-12-01' },
      },
    ],
  };

  let went: string[];
  beforeEach(() => {
    went = [];
    vi.spyOn(location, 'assign').mockImplementation((path) => void went.push(String(path)));
    answers('get', '/api/session', session);
    answers('get', '/api/documents/:id', detail);
    answers('get', '/api/documents', { documents, nextCursor: null });
    answers('get', '/api/documents/totals', {
      totals: [
        {
          currency: 'EUR',
          documentsCount: 3,
          payableMinor: 300_000,
          amountDueMinor: 110_690,
          overdueMinor: 110_690,
          unallocatedMinor: 0,
        },
      ],
    });
    answers('post', '/api/payments/payable', payable);
  });

  test('leads to paying those that were ticked', async () => {
    const asked = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('checkbox', { name: 'Select: Invoice F-2026-0187' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select: Invoice F-2' }));
    await user.click(screen.getByRole('button', { name: 'Pay 2 invoices: €1,106.90' }));
    await waitFor(() => expect(went).toEqual([`/pay/drafts/${draftId}`]));
    expect(asked).toEqual([{ invoiceIds: [summary.id, otherId], useCredit: true }]);
  });

  test('pays all of it but what was taken out, loaded or not', async () => {
    const asked = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('checkbox', { name: 'Select all (3)' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select: Invoice F-2' }));
    await user.click(await screen.findByRole('button', { name: 'Pay 3 invoices: €300.00' }));
    await waitFor(() => expect(went).toHaveLength(1));
    expect(asked).toMatchObject([{ list: { filter: { list: 'open' }, exceptIds: [otherId] } }]);
  });

  test.each(['being_paid', 'disputed'] as const)('does not pay with others what is %s, and says so', async (status) => {
    const [first, second] = documents;
    answers('get', '/api/documents', { documents: [first, { ...second, status }], nextCursor: null });
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('checkbox', { name: 'Select: Invoice F-2026-0187' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select: Invoice F-2' }));
    expect(screen.getByRole('button', { name: /^Pay 1 invoice: / })).toBeTruthy();
    expect(screen.getByText(/^1 of these is not paid with the others/)).toBeTruthy();
  });

  test('says why those of two currencies cannot be paid in one go', async () => {
    const [first, second] = documents;
    answers('get', '/api/documents', { documents: [first, { ...second, currency: 'USD' }], nextCursor: null });
    const user = openApp('/invoices');
    await user.click(await screen.findByRole('checkbox', { name: 'Select: Invoice F-2026-0187' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select: Invoice F-2' }));
    expect(screen.getByText(/^These invoices are of several companies or currencies/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Pay \d/ })).toBeNull();
  });

  test.each([
    ['Pay all overdue: €200.00', { state: 'overdue' }],
    ['Pay what is due on 1 December 2026: €100.00', { dates: 'due', from: '2026-12-01', to: '2026-12-01' }],
    ['Pay all: €300.00', {}],
  ])('offers at one tap: %s', async (name, filter) => {
    const asked = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
    const user = openApp('/invoices');
    const presets = await screen.findByRole('region', { name: 'Pay several at once' });
    await user.click(within(presets).getByRole('button', { name }));
    await waitFor(() => expect(went).toEqual([`/pay/drafts/${draftId}`]));
    const { entity, customer, currency } = total;
    expect(asked).toMatchObject([{ list: { filter: { list: 'open', entity, customer, ...filter }, currency } }]);
  });
});
