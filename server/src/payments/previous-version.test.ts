import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import { testApp, type TestApp } from '../testing.ts';
import { type ApiCaller, openApiCaller } from '../testing/api-caller.ts';
import { insertDocument, insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer, goodCard, switchPaymentsOn, type TestPayer } from '../testing/paying.ts';

// Race 46: while a new version starts, one of before still runs on the database that the new one has migrated. What can be tried without its
// program: its statements, as they were, on the newest schema; and what it writes, read by the newest code.

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
let anna: TestPayer;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  await switchPaymentsOn(server, world.entityId);
  api = await openApiCaller(server, world.merchantId);
  anna = await contactPayer(server, world.a);
});
afterAll(() => server.close());

/** 100.00 EUR. */
function newInvoice(number: string): Promise<string> {
  const belongs = { merchant_id: world.merchantId, entity_id: world.entityId, customer_id: world.a.customerId };
  return insertDocument(server.db, { ...belongs, number, payable_minor: 10_000 });
}

/** As version 0031 of the schema inserted a draft: without reference, and without what was owed. */
async function oldDraft(invoiceId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into payment_drafts (merchant_id, entity_id, customer_id, principal, currency, total_minor, quoted_date, expires_at, created_at)
    values (${world.merchantId}, ${world.entityId}, ${world.a.customerId}, ${anna.principal}, 'EUR', 10000, '2026-03-16',
      ${new Date('2026-03-16T10:00:00Z')}, ${server.clock.now()}) returning id`.execute(server.db);
  const id = rows[0]?.id ?? '';
  await sql`insert into payment_draft_allocations (merchant_id, draft_id, invoice_id, amount_minor, late_charges_minor)
    values (${world.merchantId}, ${id}, ${invoiceId}, 10000, 0)`.execute(server.db);
  return id;
}

/** As it booked money. */
async function oldPayment(invoiceId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into payments (merchant_id, entity_id, customer_id, provider, provider_reference, method, amount_minor, currency,
      received_date, note, attempt_id, created_at)
    values (${world.merchantId}, ${world.entityId}, ${world.a.customerId}, 'manual', ${`old ${invoiceId}`}, 'transfer', 12000, 'EUR',
      '2026-03-16', null, null, ${server.clock.now()})
    on conflict (merchant_id, provider, provider_reference) do nothing returning id`.execute(server.db);
  const id = rows[0]?.id ?? '';
  await sql`insert into allocations (merchant_id, invoice_id, payment_id, credit_note_id, amount_minor, effective_date, created_at)
    values (${world.merchantId}, ${invoiceId}, ${id}, null, 10000, '2026-03-16', ${server.clock.now()})`.execute(
    server.db,
  );
  return id;
}

/** As it booked that money went back. */
async function oldReversal(invoiceId: string, paymentId: string, amountMinor: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into payment_reversals (merchant_id, payment_id, kind, provider_reference, amount_minor, reversed_date, created_at)
    values (${world.merchantId}, ${paymentId}, 'refund', 'old refund', ${amountMinor}, '2026-03-16', ${server.clock.now()})
    returning id`.execute(server.db);
  await sql`insert into allocations (merchant_id, invoice_id, payment_id, credit_note_id, reversal_id, amount_minor, effective_date, created_at)
    values (${world.merchantId}, ${invoiceId}, ${paymentId}, null, ${rows[0]?.id}, ${-amountMinor}, '2026-03-16', ${server.clock.now()})`.execute(
    server.db,
  );
}

const due = async (invoiceId: string) => (await anna.payPage(invoiceId)).summary.amountDueMinor;

describe('46: what a server of the version before writes into the newest schema', () => {
  test('a draft without a reference is paid by card, and by bank under its id', async () => {
    const [byCard, byBank] = [await newInvoice('U-1'), await newInvoice('U-2')];
    expect((await anna.try(await oldDraft(byCard), goodCard)).state).toBe('succeeded');
    expect(await due(byCard)).toBe(0);
    const draftId = await oldDraft(byBank);
    expect((await anna.get(`/api/payments/drafts/${draftId}/page`)).status).toBe(200);
    const json = { reference: 'bank U', method: 'transfer', receivedDate: '2026-03-16', amountMinor: 10_000 };
    const { body } = await api('POST', '/v1/payments', { json: { ...json, paymentReferences: [draftId] } });
    expect(body).toMatchObject({
      paymentReferences: [draftId],
      allocations: [{ invoiceId: byBank, amountMinor: 10_000 }],
    });
  });

  test('a payment is listed, and given back by the new version no more than the old one has left', async () => {
    const invoiceId = await newInvoice('U-3');
    const id = await oldPayment(invoiceId);
    const shown = (await api('GET', `/v1/payments/${id}`)).body as ApiPayment;
    expect(shown).toMatchObject({ paymentReferences: [], unallocatedMinor: 2000 });
    await oldReversal(invoiceId, id, 3000);
    const refund = (amountMinor: number) =>
      api('POST', `/v1/payments/${id}/refunds`, {
        json: { reference: `U-3 ${amountMinor}`, amountMinor, paidOutDate: '2026-03-16' },
      });
    expect((await refund(9001)).body).toMatchObject({ code: 'amount_too_large' });
    expect((await refund(9000)).status).toBe(201);
    expect(await due(invoiceId)).toBe(10_000);
  });
});

test('46: no migration from 0003 on takes away or renames what the version before reads, or asks of it what it does not write', async () => {
  const folder = new URL('../db/migrations/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql') && name >= '0003');
  expect(names.length).toBeGreaterThan(10);
  const refused: [string, string][] = [];
  for (const name of names) {
    const statements = (await readFile(new URL(name, folder), 'utf8')).replaceAll(/--.*$/gm, '').split(';');
    for (const statement of statements) if (breaksTheVersionBefore(statement)) refused.push([name, statement.trim()]);
  }
  expect(refused).toEqual([]);
});

function breaksTheVersionBefore(statement: string): boolean {
  if (!/^\s*(alter|drop) /i.test(statement)) return false;
  if (/\bdrop (table|column|view)\b|\brename\b/i.test(statement)) return true;
  return (
    /\badd column\b/i.test(statement) && /\bnot null\b/i.test(statement) && !/\b(default|generated)\b/i.test(statement)
  );
}
