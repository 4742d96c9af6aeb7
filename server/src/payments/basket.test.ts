import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readReference } from '@quittance/shared/payment-reference.ts';
import { type PayPage, payPageSchema, type StartDraft } from '@quittance/shared/payment.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertEntity,
  insertPayment,
  insertTwoCompanies,
} from '../testing/fixtures.ts';
import {
  books,
  challengeCard,
  contactPayer,
  goodCard,
  linkPayer,
  slowDebit,
  switchPaymentsOn,
  type TestPayer,
} from '../testing/paying.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let anna: TestPayer;
let colleague: TestPayer;
let count = 0;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-03-16T09:00:00Z');
  anna = await contactPayer(server, world.a);
  colleague = await contactPayer(server, { ...world.a, contactId: world.a.colleagueId });
});

/** 121.00 EUR, due on 1 April. */
function newInvoice(fields: Partial<Parameters<typeof insertDocument>[1]> = {}): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  count += 1;
  return insertDocument(server.db, { ...belongs, number: `B-${count}`, ...fields });
}

async function newInvoices(howMany: number): Promise<[string, ...string[]]> {
  const first = await newInvoice();
  const others: string[] = [];
  while (others.length < howMany - 1) others.push(await newInvoice());
  return [first, ...others];
}

async function basket(payer: TestPayer, request: StartDraft): Promise<string> {
  const answer = await payer.post('/api/payments/drafts', request);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

async function pageOf(payer: TestPayer, draftId: string): Promise<PayPage & { draft: NonNullable<PayPage['draft']> }> {
  const page = payPageSchema.parse(await (await payer.get(`/api/payments/drafts/${draftId}/page`)).json());
  const { draft } = page;
  if (!draft) throw new Error('the page is of no draft');
  return { ...page, draft };
}

async function renewed(payer: TestPayer, draftId: string): Promise<string> {
  const answer = await payer.post(`/api/payments/drafts/${draftId}/renew`);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

async function refused(payer: TestPayer, request: StartDraft) {
  return problemOf(await payer.post('/api/payments/drafts', request));
}

async function numberOf(id: string): Promise<string> {
  const { number } = await server.db
    .selectFrom('documents')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return number;
}

const transferOf = (minor: number) => ({ amountMinor: minor, receivedDate: '2026-03-10' });

describe('several invoices in one go', () => {
  test('show what each gets before they are paid, the one that is due first at the top', async () => {
    const late = await newInvoice({ due_date: '2026-03-20', payable_minor: 5_000 });
    const [first, second] = await newInvoices(2);
    const { draft, summary, offer, partMinMinor } = await pageOf(
      anna,
      await basket(anna, { invoiceIds: [first, late, second ?? ''] }),
    );
    expect(draft).toMatchObject({ totalMinor: 29_200, isCurrent: true, attemptId: null });
    expect(draft.invoices.map(({ id, dueMinor, amountMinor }) => [id, dueMinor, amountMinor])).toEqual([
      [late, 5_000, 5_000],
      [first, 12_100, 12_100],
      [second, 12_100, 12_100],
    ]);
    expect([summary.id, partMinMinor]).toEqual([late, 1_000]);
    expect(offer.methods.map(({ kind }) => kind)).toEqual(['card', 'debit', 'transfer']);
  });

  test('show late charges that were claimed as the invoice does, of a part what it pays of them', async () => {
    const [claimed, plain] = await newInvoices(2);
    await server.db
      .insertInto('late_charges')
      .values({
        merchant_id: world.merchantId,
        document_id: claimed,
        code: 'INTEREST',
        amount_minor: 450,
        charge_date: '2026-03-12',
        line: '{}',
        created_at: server.clock.now(),
      })
      .execute();
    expect((await anna.payPage(claimed)).summary).toMatchObject({ amountDueMinor: 12_550, lateChargesMinor: 450 });
    const invoiceIds = [claimed, plain ?? ''];
    const claimedOf = async (amountMinor: number) => {
      const draftId = await basket(anna, { invoiceIds, parts: [{ invoiceId: claimed, amountMinor }] });
      return (await pageOf(anna, draftId)).draft.invoices.map(({ lateChargesMinor }) => lateChargesMinor);
    };
    expect(await claimedOf(12_550)).toEqual([450, 0]);
    expect(await claimedOf(12_400)).toEqual([300, 0]);
    expect(await claimedOf(12_100)).toEqual([0, 0]);
  });

  test('are one payment, one reference and one receipt, and all paid', async () => {
    const ids = await newInvoices(3);
    const draftId = await basket(anna, { invoiceIds: ids });
    const attempt = await anna.try(draftId, goodCard);
    expect(attempt).toMatchObject({ state: 'succeeded', amountMinor: 36_300 });
    for (const id of ids) {
      expect((await anna.payPage(id)).summary).toMatchObject({ status: 'paid', amountDueMinor: 0 });
      expect(await books(server, id)).toMatchObject([{ amountMinor: 36_300 }]);
    }
    expect((await pageOf(anna, draftId)).draft).toMatchObject({ isCurrent: true, attemptId: attempt.id });
    expect((await anna.get(`/api/payments/${attempt.paymentId}/receipt`)).status).toBe(200);
  });

  test('have one account, one reference and one QR code for a transfer', async () => {
    const [first, second] = await newInvoices(2);
    const { transfer, draft } = await pageOf(anna, await basket(anna, { invoiceIds: [first, second ?? ''] }));
    expect(draft.reference).toMatch(/^\+\+\+\d{3}\/\d{4}\/\d{5}\+\+\+$/);
    expect(transfer).toMatchObject({ iban: 'BE68539007547034', reference: draft.reference });
    expect(transfer?.epc?.split('\n').slice(7)).toEqual(['EUR242.00', '', '', draft.reference]);
    await server.db.updateTable('entities').set({ reference_form: 'rf' }).where('id', '=', world.entityId).execute();
    const asCreditor = (await pageOf(anna, draft.id)).draft.reference;
    expect(asCreditor).toMatch(/^RF\d\d( \d{4}){2} \d\d$/);
    expect(readReference(asCreditor)).toBe(readReference(draft.reference));
    await server.db.updateTable('entities').set({ reference_form: null }).where('id', '=', world.entityId).execute();
    const alone = await pageOf(anna, await basket(anna, { invoiceIds: [first] }));
    expect(alone.transfer?.reference).toBe((await anna.payPage(first)).transfer?.reference);
  });

  test('19: one that is paid meanwhile is named, nothing is charged, and the others can be paid', async () => {
    const [first, second, third] = await newInvoices(3);
    const draftId = await basket(anna, { invoiceIds: [first, second ?? '', third ?? ''] });
    await insertPayment(server.db, { ...world.a, invoiceId: second ?? '' }, transferOf(12_100));
    const told = await problemOf(await anna.press(draftId, goodCard));
    expect(told).toMatchObject({ status: 409, code: 'amount_changed', totalMinor: 24_200, invoiceIds: [second] });
    expect((await pageOf(anna, draftId)).draft.isCurrent).toBe(false);
    const again = (await pageOf(anna, await renewed(anna, draftId))).draft;
    expect(again.invoices.map(({ id }) => id)).toEqual([first, third]);
    expect(again.droppedNumbers).toEqual([await numberOf(second ?? '')]);
    expect((await anna.try(again.id, goodCard)).state).toBe('succeeded');
  });

  test('20, R5: keep each of their invoices from being paid in another way until they are paid', async () => {
    const [first, second, third] = await newInvoices(3);
    const taken = await basket(anna, { invoiceIds: [first, second ?? ''] });
    const other = await basket(colleague, { invoiceIds: [second ?? '', third ?? ''] });
    await anna.try(taken, challengeCard);
    expect(await problemOf(await colleague.press(other, goodCard))).toMatchObject({
      status: 409,
      code: 'payment_in_progress',
      invoiceIds: [second],
    });
    expect((await pageOf(colleague, other)).openAttempt).toMatchObject({ attemptId: null });
    // What was refused has taken nothing: the third is free.
    expect((await colleague.pay(third ?? '', goodCard)).state).toBe('succeeded');
  });

  test('50: pressed again after all was paid is refused before any provider is asked', async () => {
    const [first, second] = await newInvoices(2);
    const draftId = await basket(anna, { invoiceIds: [first, second ?? ''] });
    await anna.try(draftId, goodCard);
    expect(await problemOf(await anna.press(draftId, goodCard))).toMatchObject({ status: 409, code: 'already_paid' });
    const renewing = await anna.post(`/api/payments/drafts/${draftId}/renew`);
    expect(await problemOf(renewing)).toMatchObject({ status: 409, code: 'already_paid' });
  });

  test('of two currencies or two companies are refused', async () => {
    const euro = await newInvoice();
    expect(await refused(anna, { invoiceIds: [euro, await newInvoice({ currency: 'USD' })] })).toMatchObject({
      code: 'currency_mismatch',
    });
    const entityId = await insertEntity(server.db, { merchant_id: world.merchantId, slug: `other-${count}` });
    expect(await refused(anna, { invoiceIds: [euro, await newInvoice({ entity_id: entityId })] })).toMatchObject({
      code: 'invalid_request',
    });
  });

  test('with one that is foreign are refused exactly as with one that never was', async () => {
    const own = await newInvoice();
    const answers = await Promise.all(
      [world.b.invoiceId, world.c.invoiceId, randomUUID()].map((id) => refused(anna, { invoiceIds: [own, id] })),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, code: 'not_found' });
    const holder = await linkPayer(server, { ...world.a, documentId: own });
    expect(await refused(holder, { invoiceIds: [own, await newInvoice()] })).toMatchObject({ status: 404 });
  });

  test('are nobody else’s to look at or to renew', async () => {
    const [first, second] = await newInvoices(2);
    const draftId = await basket(anna, { invoiceIds: [first, second ?? ''] });
    for (const stranger of [colleague, await contactPayer(server, world.b), await contactPayer(server, world.c)]) {
      expect((await stranger.get(`/api/payments/drafts/${draftId}/page`)).status).toBe(404);
      expect((await stranger.post(`/api/payments/drafts/${draftId}/renew`)).status).toBe(404);
    }
  });

  test('are shown no more to whoever is no longer a contact of that customer', async () => {
    const customer_id = await insertCustomer(server.db, { merchant_id: world.merchantId });
    const invoiceId = await newInvoice({ customer_id });
    const contact = { merchant_id: world.merchantId, customer_id, email: world.a.email };
    const contactId = await insertContact(server.db, contact);
    const payer = await contactPayer(server, world.a);
    const own = (await payer.draft(await newInvoice())).id;
    const draftId = (await payer.draft(invoiceId)).id;
    const { id } = await payer.try(draftId, challengeCard);
    const disabled_at = server.clock.now();
    await server.db.updateTable('contacts').set({ disabled_at }).where('id', '=', contactId).execute();
    for (const path of [`drafts/${draftId}`, `drafts/${draftId}/page`, `attempts/${id}`])
      expect((await payer.get(`/api/payments/${path}`)).status).toBe(404);
    expect((await payer.post(`/api/payments/attempts/${id}/refresh`)).status).toBe(404);
    expect((await payer.get(`/api/payments/drafts/${own}`)).status).toBe(200);
  });

  test('are shown no more under a link that opens less than it did', async () => {
    const [first, second] = await newInvoices(2);
    const opening = (link_opens: 'account' | 'document') =>
      server.db.updateTable('entities').set({ link_opens }).where('id', '=', world.entityId).execute();
    await opening('account');
    const holder = await linkPayer(server, { ...world.a, documentId: first });
    const draftId = await basket(holder, { invoiceIds: [first, second ?? ''] });
    expect((await holder.get(`/api/payments/drafts/${draftId}`)).status).toBe(200);
    await opening('document');
    expect((await holder.get(`/api/payments/drafts/${draftId}`)).status).toBe(404);
  });

  test('come back to the same page from the provider', async () => {
    const [first, second] = await newInvoices(2);
    const draftId = await basket(anna, { invoiceIds: [first, second ?? ''] });
    const page = await anna.get(`/pay/drafts/${draftId}`);
    expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(await page.json()).toMatchObject({ document: 'pay' });
  });
});

describe('all that a list shows', () => {
  test('is chosen without naming it, but for what was taken out and what is on its way', async () => {
    const customer = world.b.customerId;
    const bob = await contactPayer(server, world.b);
    const ids: string[] = [];
    for (const due_date of ['2026-03-01', '2026-03-02', '2026-03-20', '2026-04-01'])
      ids.push(await newInvoice({ customer_id: customer, due_date }));
    const overdue = {
      filter: { list: 'open' as const, state: 'overdue' as const, dates: 'due' as const },
      exceptIds: [],
    };
    const payable = async (list: object) => (await bob.post('/api/payments/payable', list)).json();
    const two = { invoicesCount: 2, totalMinor: 24_200 };
    const account = { entity: 'noorderlicht', customer, currency: 'EUR', ...two, isWhole: true, overdue: two };
    expect(await payable(overdue)).toMatchObject({ totals: [account] });
    // The company came with two invoices of its own, due on 1 April.
    expect(await payable({ filter: { list: 'open' } })).toMatchObject({
      totals: [
        { invoicesCount: 6, overdue: two, nextDue: { dueDate: '2026-03-20', invoicesCount: 1, totalMinor: 12_100 } },
      ],
    });
    const { draft } = await pageOf(bob, await basket(bob, { list: overdue }));
    expect(draft.invoices.map(({ id, daysOverdue }) => [id, daysOverdue])).toEqual([
      [ids[0], 15],
      [ids[1], 14],
    ]);
    await bob.pay(ids[0] ?? '', slowDebit);
    expect(await payable({ ...overdue, exceptIds: [ids[1]] })).toEqual({ totals: [] });
    expect(await refused(bob, { list: { ...overdue, exceptIds: [ids[1] ?? ''] } })).toMatchObject({
      code: 'already_paid',
    });
  });

  test('says what is due first, and nothing of the whole, where that is more than can be paid in one go', async () => {
    const customer = world.b.customerId;
    const payer = await contactPayer(server, world.b);
    const due = async (due_date: string, times: number) => {
      for (let time = 0; time < times; time += 1)
        await newInvoice({ customer_id: customer, due_date, currency: 'GBP' });
    };
    const list = { filter: { list: 'open' as const, customer, dates: 'due' as const } };
    const totalOf = async () => {
      const answer = await payer.post('/api/payments/payable', list);
      const { totals } = (await answer.json()) as { totals: { currency: string }[] };
      return totals.find(({ currency }) => currency === 'GBP');
    };
    await due('2026-03-01', 1);
    await due('2026-03-21', 1);
    await due('2026-04-20', 210);
    const one = { invoicesCount: 1, totalMinor: 12_100 };
    expect(await totalOf()).toMatchObject({
      isWhole: false,
      overdue: one,
      nextDue: { dueDate: '2026-03-21', ...one },
    });
    expect((await refused(payer, { list: { ...list, currency: 'GBP' } })).code).toBe('too_many_invoices');
    await due('2026-02-20', 210);
    expect(await totalOf()).toMatchObject({ isWhole: false, overdue: null, nextDue: null });
  });

  test('tells accounts and currencies apart, and is refused where it is more than one of them', async () => {
    const list = { filter: { list: 'open' as const, dates: 'issued' as const }, exceptIds: [] };
    await newInvoice({ currency: 'USD' });
    await newInvoice();
    const { totals } = (await (await anna.post('/api/payments/payable', list)).json()) as { totals: object[] };
    expect(totals.length).toBeGreaterThan(1);
    expect((await refused(anna, { list })).code).toBe('currency_mismatch');
    const dollars = await basket(anna, { list: { ...list, currency: 'USD' } });
    expect((await pageOf(anna, dollars)).summary.currency).toBe('USD');
  });
});

describe('the holder of a link', () => {
  test.each([
    ['pay_card', 401],
    ['document', 401],
    ['account', 201],
  ] as const)('that opens %s chooses by a list: %i', async (opens, status) => {
    await server.db.updateTable('entities').set({ link_opens: opens }).execute();
    const documentId = await newInvoice();
    const holder = await linkPayer(server, { ...world.a, documentId });
    const list = { filter: { list: 'open' as const, q: await numberOf(documentId) } };
    expect((await holder.post('/api/payments/payable', list)).status).toBe(status === 201 ? 200 : status);
    expect((await holder.post('/api/payments/drafts', { list })).status).toBe(status);
    await server.db.updateTable('entities').set({ link_opens: 'document' }).execute();
  });
});

describe('a part of an invoice', () => {
  test('is paid, and the rest stays open', async () => {
    const [first, second] = await newInvoices(2);
    const parts = [{ invoiceId: second ?? '', amountMinor: 2_100 }];
    const draftId = await basket(anna, { invoiceIds: [first, second ?? ''], parts, expectedTotalMinor: 14_200 });
    expect((await anna.try(draftId, goodCard)).state).toBe('succeeded');
    expect((await anna.payPage(first)).summary.amountDueMinor).toBe(0);
    expect((await anna.payPage(second ?? '')).summary).toMatchObject({ amountDueMinor: 10_000, status: 'partly_paid' });
  });

  test.each([
    [999, 'part_too_small'],
    [12_101, 'part_too_large'],
  ])('of %i minor units is refused: %s', async (amountMinor, code) => {
    const invoiceId = await newInvoice();
    expect(await refused(anna, { invoiceIds: [invoiceId], parts: [{ invoiceId, amountMinor }] })).toMatchObject({
      status: 422,
      code,
      invoiceIds: [invoiceId],
    });
  });

  test('is refused where the merchant takes none, and of what is not among the invoices', async () => {
    const [invoiceId, other] = await newInvoices(2);
    const parts = [{ invoiceId, amountMinor: 5_000 }];
    await server.db.updateTable('entities').set({ part_payment_min_minor: null }).execute();
    expect((await refused(anna, { invoiceIds: [invoiceId], parts })).code).toBe('part_not_offered');
    await server.db.updateTable('entities').set({ part_payment_min_minor: 1_000 }).execute();
    expect((await refused(anna, { invoiceIds: [other ?? ''], parts })).code).toBe('invalid_request');
  });

  test('is refused where two amounts are named for one invoice', async () => {
    const invoiceId = await newInvoice();
    const parts = [invoiceId, invoiceId.toUpperCase()].map((id, at) => ({ invoiceId: id, amountMinor: 5_000 + at }));
    expect(await refused(anna, { invoiceIds: [invoiceId], parts })).toMatchObject({
      status: 422,
      code: 'invalid_request',
    });
  });

  test('is quoted to a link sixty times an hour, and then no more', async () => {
    const invoiceId = await newInvoice();
    const holder = await linkPayer(server, { ...world.a, documentId: invoiceId });
    const request = (amountMinor: number) => ({ invoiceIds: [invoiceId], parts: [{ invoiceId, amountMinor }] });
    for (let more = 0; more < 60; more += 1) await basket(holder, request(1_000 + more));
    expect(await refused(holder, request(2_000))).toMatchObject({
      status: 429,
      code: 'rate_limited',
      retryAfterSeconds: expect.any(Number),
    });
    await basket(anna, request(2_000));
  });

  test('chosen before money came is never more than what is left', async () => {
    const invoiceId = await newInvoice();
    const draftId = await basket(anna, { invoiceIds: [invoiceId], parts: [{ invoiceId, amountMinor: 9_000 }] });
    await insertPayment(server.db, { ...world.a, invoiceId }, transferOf(11_600));
    expect((await problemOf(await anna.press(draftId, goodCard))).code).toBe('amount_changed');
    const { draft } = await pageOf(anna, await renewed(anna, draftId));
    expect(draft.invoices).toMatchObject([{ dueMinor: 500, amountMinor: 500 }]);
  });
});
