import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import {
  attemptSchema,
  draftSchema,
  payPageSchema,
  type Attempt,
  type Draft,
  type MethodInput,
  type PayPage,
} from '@quittance/shared/payment.ts';
import { startLinkSession } from '../access/link-session.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { resolveDocumentLink } from '../access/resolve-document-link.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import { insertSession } from '../access/session-queries.ts';
import { problemOf, url, type TestApp } from '../testing.ts';

/** A browser that pays. */
export type TestPayer = {
  cookie: string;
  principal: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown): Promise<Response>;
  payPage(invoiceId: string): Promise<PayPage>;
  draft(...invoiceIds: string[]): Promise<Draft>;
  /** One press of the button; the answer as it comes. */
  press(draftId: string, input: MethodInput, attemptId?: string): Promise<Response>;
  try(draftId: string, input: MethodInput, attemptId?: string): Promise<Attempt>;
  /** Draft and one try. */
  pay(invoiceId: string, input: MethodInput): Promise<Attempt>;
  attempt(attemptId: string): Promise<Attempt>;
  /** `refresh`, `cancel` */
  act(attemptId: string, act: 'refresh' | 'cancel'): Promise<Attempt>;
  answerChallenge(attemptId: string, answer: string): Promise<Attempt>;
};

export async function contactPayer(server: TestApp, contact: { merchantId: string; contactId: string }) {
  const { merchantId, contactId } = contact;
  const { email } = await server.db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const token = newSecret(server.deps.random);
  const now = server.clock.now();
  await insertSession(server.db, {
    merchantId,
    contactId,
    email,
    tokenSha256: sha256(token),
    method: 'code',
    isRemembered: true,
    now,
    expiresAt: new Date(now.getTime() + 30 * 86_400_000),
  });
  return testPayer(server, `contact:${contactId}`, `__Host-sid=${token}`);
}

export async function linkPayer(
  server: TestApp,
  link: { merchantId: string; documentId: string; contactId: string },
): Promise<TestPayer> {
  const minted = await mintDocumentLink(server.deps, link, link);
  const resolved = await resolveDocumentLink(server.deps, minted.token);
  if (!resolved) throw new Error('the link does not resolve');
  const token = await startLinkSession(server.deps, resolved);
  return testPayer(server, `link:${resolved.scope.linkId}`, `__Host-lnk=${token}`);
}

/** Lets an entity take money in every way there is. */
export async function switchPaymentsOn(server: TestApp, entityId: string): Promise<void> {
  await server.db
    .updateTable('entities')
    .set({
      payment_providers: ['sandbox', 'bank'],
      iban: 'BE68539007547034',
      administrator_emails: ['admin@merchant.example'],
    })
    .where('id', '=', entityId)
    .execute();
}

export const goodCard = card('4242 4242 4242 4242');
export const refusedCard = card('4000 0000 0000 0002');
export const technicalCard = card('4000 0000 0000 0119');
export const challengeCard = card('4000 0027 6000 3184');
export const disputedCard = card('4000 0000 0000 0259');
export const goodDebit = debit('BE68 5390 0754 7034');
export const slowDebit = debit('NL91 ABNA 0417 1643 00');
export const returnedDebit = debit('DE89 3704 0044 0532 0130 00');

export function card(number: string): MethodInput {
  return { kind: 'sandbox_card', number, expiry: '12/30', cvc: '123' };
}

function debit(iban: string): MethodInput {
  return { kind: 'sandbox_debit', iban };
}

/** The lock runs by the database's clock, so tests do not wait: everything that it has stamped becomes older. */
export async function letDatabaseTimePass(server: TestApp, seconds: number): Promise<void> {
  const by = sql`make_interval(secs => ${seconds})`;
  await sql`update payment_attempts set failure_counted_at = failure_counted_at - ${by}`.execute(server.db);
  await sql`update payment_lock_events set happened_at = happened_at - ${by}`.execute(server.db);
  await sql`update payment_locks set counts_from_at = counts_from_at - ${by}, locked_until = locked_until - ${by}`.execute(
    server.db,
  );
}

/** Money and mails as the books have them, to compare with. */
export async function books(server: TestApp, invoiceId: string) {
  return server.db
    .selectFrom('payments as p')
    .leftJoin('allocations as a', (join) => join.onRef('a.payment_id', '=', 'p.id').on('a.reversal_id', 'is', null))
    .leftJoin('payment_attempt_invoices as i', 'i.attempt_id', 'p.attempt_id')
    .select(['p.amount_minor as amountMinor', 'p.currency'])
    .select(sql<number>`coalesce(sum(a.amount_minor), 0)::bigint`.as('allocatedMinor'))
    .where((row) => row.or([row('a.invoice_id', '=', invoiceId), row('i.invoice_id', '=', invoiceId)]))
    .groupBy(['p.id', 'p.amount_minor', 'p.currency', 'p.created_at'])
    .orderBy('p.created_at')
    .execute();
}

export async function mailKinds(server: TestApp): Promise<string[]> {
  const rows = await server.db.selectFrom('mails').select('kind').orderBy('queued_at').orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

function testPayer(server: TestApp, principal: string, cookie: string): TestPayer {
  const headers = { Cookie: cookie, Origin: url('') };
  const get = async (path: string) => server.app.request(url(path), { headers });
  const post = async (path: string, body?: unknown) =>
    server.app.request(url(path), {
      method: 'POST',
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
  const payer: TestPayer = {
    principal,
    cookie,
    get,
    post,
    payPage: async (invoiceId) => payPageSchema.parse(await good(get(`/api/payments/invoices/${invoiceId}`))),
    async draft(...invoiceIds) {
      const pages = await Promise.all(invoiceIds.map((id) => payer.payPage(id)));
      const expectedTotalMinor = pages.reduce((sum, page) => sum + page.summary.amountDueMinor, 0);
      return draftSchema.parse(await good(post('/api/payments/drafts', { invoiceIds, expectedTotalMinor })));
    },
    press: (draftId, input, attemptId = randomUUID()) =>
      post(`/api/payments/drafts/${draftId}/attempts`, { attemptId, input }),
    try: async (...press) => attemptSchema.parse(await good(payer.press(...press))),
    pay: async (invoiceId, input) => payer.try((await payer.draft(invoiceId)).id, input),
    attempt: async (attemptId) => attemptSchema.parse(await good(get(`/api/payments/attempts/${attemptId}`))),
    act: async (attemptId, act) => attemptSchema.parse(await good(post(`/api/payments/attempts/${attemptId}/${act}`))),
    answerChallenge: async (attemptId, answer) =>
      attemptSchema.parse(await good(post(`/api/payments/attempts/${attemptId}/challenge`, { answer }))),
  };
  return payer;
}

async function good(answering: Promise<Response>): Promise<unknown> {
  const answer = await answering;
  if (!answer.ok) expect(await problemOf(answer)).toBe('no refusal');
  return answer.json();
}
