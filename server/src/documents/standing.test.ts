import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import type { AttemptState } from '@quittance/shared/payment.ts';
import { testApp, type TestApp } from '../testing.ts';
import {
  insertCustomer,
  insertDocument,
  insertEntity,
  insertPayment,
  insertTwoCompanies,
} from '../testing/fixtures.ts';
import { getDocumentDetail } from './read-document.ts';
import { findCreditNoteStandings, findInvoiceFacts, invoiceOutstandingMinor } from './standing-queries.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterAll(() => server.close());

describe('the policy of an invoice', () => {
  let entityId: string;
  let businessId: string;
  let consumerId: string;
  beforeAll(async () => {
    entityId = await insertEntity(server.db, { merchant_id: world.merchantId, slug: 'with-policies' });
    businessId = await insertCustomer(server.db, { merchant_id: world.merchantId });
    consumerId = await insertCustomer(server.db, { merchant_id: world.merchantId, audience: 'b2c' });
    const elsewhere = await insertEntity(server.db, { merchant_id: world.merchantId, slug: 'elsewhere' });
    await insertPolicy(1, { validFrom: '2025-01-01', audience: 'any' });
    await insertPolicy(2, { validFrom: '2025-07-01', audience: 'any' });
    await insertPolicy(3, { validFrom: '2025-07-01', audience: 'b2b' });
    await insertPolicy(9, { validFrom: '2025-07-01', audience: 'any', entityId: elsewhere });
    await insertPolicy(20, { validFrom: '2025-10-01', audience: 'any', customerId: businessId });
  });

  async function insertPolicy(
    version: number,
    p: { validFrom: string; audience: string; customerId?: string; entityId?: string },
  ) {
    const policy = {
      schema: 'latefee-policy/1',
      id: 'terms',
      version,
      valid_from: p.validFrom,
      audience: p.audience,
      charges: [],
    };
    await server.db
      .insertInto('late_charge_policies')
      .values({
        merchant_id: world.merchantId,
        entity_id: p.entityId ?? entityId,
        customer_id: p.customerId ?? null,
        version,
        valid_from_date: p.validFrom,
        policy: JSON.stringify(policy),
      })
      .execute();
  }

  test.each([
    ['is none before the first is valid', 'business', '2024-12-31', undefined],
    ['is valid from its day on', 'business', '2025-01-01', 1],
    ['is the newest of its day', 'business', '2025-07-01', 3],
    ['is one for the audience of the customer', 'consumer', '2025-07-01', 2],
    ['is the one that was valid when the invoice was issued', 'business', '2025-09-30', 3],
    ["is the customer's own before the entity's", 'business', '2025-10-01', 20],
    ["is not another customer's", 'consumer', '2025-10-01', 2],
  ])('%s', async (name, who, issueDate, version) => {
    const customer_id = who === 'business' ? businessId : consumerId;
    const id = await insertDocument(server.db, {
      merchant_id: world.merchantId,
      entity_id: entityId,
      customer_id,
      number: name,
      issue_date: issueDate,
      due_date: '2026-12-31',
    });
    const facts = await findInvoiceFacts(server.db, world, [id]);
    expect(facts.get(id)?.policy?.version).toBe(version);
  });
});

test('facts of many invoices take as many statements as facts of one', async () => {
  const ids = [world.a.invoiceId, world.a.otherInvoiceId, world.b.invoiceId, world.b.otherInvoiceId];
  const count = async (some: string[]) => {
    let statements = 0;
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => (statements++, node),
      transformResult: async ({ result }) => result,
    };
    const facts = await findInvoiceFacts(server.db.withPlugin(counting), world, some);
    expect(facts.size).toBe(some.length);
    return statements;
  };
  expect([await count(ids.slice(0, 1)), await count(ids), await count([])]).toEqual([2, 2, 0]);
});

test('facts are of invoices of the merchant only', async () => {
  const creditNoteId = await insertDocument(server.db, {
    merchant_id: world.merchantId,
    entity_id: world.entityId,
    customer_id: world.a.customerId,
    kind: 'credit_note',
    number: 'CN-1',
  });
  const facts = await findInvoiceFacts(server.db, world, [world.c.invoiceId, creditNoteId, world.a.invoiceId]);
  expect([...facts.keys()]).toEqual([world.a.invoiceId]);
  const standings = await findCreditNoteStandings(server.db, world, [world.a.invoiceId, creditNoteId]);
  expect([...standings]).toEqual([[creditNoteId, { unallocatedMinor: 12_100, isVoided: false }]]);
  await server.db
    .updateTable('documents')
    .set({ voided_at: new Date(0) })
    .where('id', '=', creditNoteId)
    .execute();
  const { summary } = await getDocumentDetail(
    server.deps,
    { ...world.a, customerIds: [world.a.customerId], onlyDocumentId: null },
    creditNoteId,
  );
  expect(summary).toMatchObject({ status: 'void', unallocatedMinor: 0 });
});

test('payments, with the day they are known by, and what is on its way stand in the facts', async () => {
  await insertPayment(server.db, world.b, { amountMinor: 5000, receivedDate: '2026-03-10' });
  await insertAttempt('failed', 500, { isOpen: false });
  await insertAttempt('processing', 7100, { isOpen: true });
  const facts = (await findInvoiceFacts(server.db, world, [world.b.invoiceId])).get(world.b.invoiceId);
  expect(facts).toMatchObject({
    invoice: { payableMinor: 12_100, currency: 'EUR', issueDate: '2026-03-02', dueDate: '2026-04-01' },
    allocations: [
      { kind: 'payment', method: 'transfer', date: '2026-03-10', effectiveDate: '2026-03-10', amountMinor: 5000 },
    ],
    pendingMinor: 7100,
    isVoided: false,
    isDisputed: false,
  });
  const row = await server.db
    .selectFrom('documents')
    .select(invoiceOutstandingMinor.as('outstanding'))
    .where('id', '=', world.b.invoiceId)
    .executeTakeFirstOrThrow();
  expect(row.outstanding).toBe(7100);
  expect(facts && outstandingBalanceMinor(facts)).toBe(7100);
});

test.each([
  ['submitting', 0],
  ['requires_action', 0],
  ['unknown', 12_100],
  ['processing', 12_100],
] as const)('a payment that is %s counts %i as on its way', async (state, pendingMinor) => {
  const invoiceId = await insertDocument(server.db, {
    merchant_id: world.merchantId,
    entity_id: world.entityId,
    customer_id: world.b.customerId,
    number: `being-paid-${state}`,
  });
  await insertAttempt(state, 12_100, { isOpen: true, invoiceId });
  expect((await findInvoiceFacts(server.db, world, [invoiceId])).get(invoiceId)?.pendingMinor).toBe(pendingMinor);
});

async function insertAttempt(
  state: AttemptState,
  amountMinor: number,
  { isOpen, invoiceId = world.b.invoiceId }: { isOpen: boolean; invoiceId?: string },
) {
  const { merchantId, entityId, customerId } = world.b;
  const now = server.clock.now();
  const draft = await server.db
    .insertInto('payment_drafts')
    .values({
      merchant_id: merchantId,
      entity_id: entityId,
      customer_id: customerId,
      principal: 'contact:1',
      currency: 'EUR',
      total_minor: amountMinor,
      quoted_date: '2026-03-16',
      expires_at: now,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const id = server.deps.random.uuid();
  await server.db
    .insertInto('payment_attempts')
    .values({
      merchant_id: merchantId,
      id,
      draft_id: draft.id,
      principal: 'contact:1',
      provider: 'sandbox',
      method: 'card',
      state,
      lock_epoch: 0,
      created_at: now,
    })
    .execute();
  await server.db
    .insertInto('payment_attempt_invoices')
    .values({
      merchant_id: merchantId,
      attempt_id: id,
      invoice_id: invoiceId,
      amount_minor: amountMinor,
      is_open: isOpen,
    })
    .execute();
}
