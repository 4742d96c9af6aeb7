import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentDetailSchema, documentPageSchema, type DocumentDetail } from '@quittance/shared/customer-view.ts';
import { documentEventsSchema } from '@quittance/shared/document-event.ts';
import { apiProposalPageSchema, apiProposalSchema, type ApiProposal } from '@quittance/shared/merchant-api/proposal.ts';
import { documentProposalsSchema, type DocumentProposals, type NewProposalInput } from '@quittance/shared/proposal.ts';
import type { OutgoingMail } from '../email/mailer.ts';
import { problemOf, testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertTwoCompanies,
  type Company,
} from '../testing/fixtures.ts';
import { contactPayer, type TestPayer } from '../testing/paying.ts';

let server: TestApp;
let api: ApiCaller;
let a: Company;
let b: Company;
let c: Company;
beforeAll(async () => {
  server = await testApp();
  ({ a, b, c } = await insertTwoCompanies(server.db));
  api = await openApiCaller(server, a.merchantId);
});
afterAll(() => server.close());

type Own = { merchantId: string; entityId: string; customerId: string; documentId: string; person: TestPayer };

const address = { lines: ['Nieuwstraat 9'], city: 'Brugge', postalCode: '8000', region: null, country: 'BE' };
const kerkstraat = { lines: ['Kerkstraat 1'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' };

/** A customer of its own with one contact and one invoice, so that no test sees what another one did. */
async function newCustomer(
  more: { language?: string; order_reference?: string } = {},
): Promise<Own & { email: string }> {
  await mails();
  const { language = null, ...document } = more;
  const { merchantId, entityId } = a;
  const customerId = await insertCustomer(server.db, {
    merchant_id: merchantId,
    name: 'Old name',
    address: JSON.stringify(kerkstraat),
    language,
  });
  const email = `${randomUUID()}@c.example`;
  const contactId = await insertContact(server.db, {
    merchant_id: merchantId,
    customer_id: customerId,
    email,
    name: 'Jo',
  });
  const documentId = await insertDocument(server.db, {
    merchant_id: merchantId,
    entity_id: entityId,
    customer_id: customerId,
    number: `N-${customerId.slice(-8)}`,
    ...document,
  });
  return {
    merchantId,
    entityId,
    customerId,
    documentId,
    email,
    person: await contactPayer(server, { merchantId, contactId }),
  };
}

function details(more: Partial<Extract<NewProposalInput, { kind: 'billing_details' }>> = {}) {
  return {
    kind: 'billing_details' as const,
    name: 'Old name',
    address: kerkstraat,
    vatNumber: null,
    invoiceEmail: null,
    ...more,
  };
}

function reference(text: string, note: string | null = null): NewProposalInput {
  return { kind: 'reference', reference: text, note };
}

async function propose({ person, documentId }: Own, proposal: NewProposalInput): Promise<DocumentProposals> {
  const answer = await person.post(`/api/documents/${documentId}/proposals`, proposal);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return documentProposalsSchema.parse(await answer.json());
}

async function seen({ person, documentId }: Own): Promise<DocumentProposals> {
  return documentProposalsSchema.parse(await (await person.get(`/api/documents/${documentId}/proposals`)).json());
}

async function withdraw({ person, documentId }: Own, id: string): Promise<Response> {
  return person.post(`/api/documents/${documentId}/proposals/${id}/withdraw`);
}

async function listed({ documentId }: Own, query = ''): Promise<ApiProposal[]> {
  const { body } = await api('GET', `/v1/proposals?documentId=${documentId}${query}`);
  return apiProposalPageSchema.parse(body).items;
}

async function open(own: Own): Promise<ApiProposal> {
  const [first] = await listed(own, '&state=open');
  if (!first) throw new Error('nothing is open');
  return first;
}

async function answered(proposal: { id: string }, act: 'accept' | 'decline', reason: string | null = null) {
  return api('POST', `/v1/proposals/${proposal.id}/${act}`, { json: { reason } });
}

async function mails(): Promise<OutgoingMail[]> {
  const before = server.mails.length;
  expect(await server.drainJobs()).toEqual([]);
  return server.mails.slice(before);
}

async function customerRow({ customerId }: Own) {
  return server.db.selectFrom('customers').selectAll().where('id', '=', customerId).executeTakeFirstOrThrow();
}

async function eventsOf({ person, documentId }: Own): Promise<string[]> {
  const answer = await person.get(`/api/documents/${documentId}/events`);
  return documentEventsSchema.parse(await answer.json()).events.map(({ kind }) => kind);
}

async function detailOf({ person, documentId }: Own): Promise<DocumentDetail> {
  return documentDetailSchema.parse(await (await person.get(`/api/documents/${documentId}`)).json());
}

async function countFound({ person }: Own, q: string): Promise<number> {
  const answer = await person.get(`/api/documents?list=open&q=${encodeURIComponent(q)}`);
  return documentPageSchema.parse(await answer.json()).documents.length;
}

describe('a reference that the customer gives', () => {
  test('is kept beside the document once it is accepted, and the document is found by it', async () => {
    const own = await newCustomer({ order_reference: 'File-1' });
    const before = await server.db
      .selectFrom('documents')
      .select(['content', 'source_sha256'])
      .where('id', '=', own.documentId)
      .executeTakeFirstOrThrow();
    const state = await propose(own, reference(' PO 4711\n/A '));
    expect(state.recorded.reference).toBe('File-1');
    expect(state.proposals).toMatchObject([
      { kind: 'reference', state: 'open', proposed: { reference: 'PO 4711 /A' }, author: { name: 'Jo', isYou: true } },
    ]);
    const found = (q: string) => countFound(own, q);
    expect(await found('4711a')).toBe(0);
    const proposal = await open(own);
    expect(proposal).toMatchObject({
      before: { reference: 'File-1' },
      proposed: { reference: 'PO 4711 /A' },
      author: { email: own.email },
    });
    server.clock.advance(60_000);
    const since = server.clock.now().toISOString();
    const accepted = await answered(proposal, 'accept');
    expect([accepted.status, apiProposalSchema.parse(accepted.body).state]).toEqual([200, 'accepted']);
    expect([await found('4711a'), await found('po 4711'), await found('File-1')]).toEqual([1, 1, 1]);
    const detail = await detailOf(own);
    expect([detail.customerReference, detail.content.orderReference]).toEqual([
      'PO 4711 /A',
      before.content.orderReference,
    ]);
    const { body } = await api('GET', `/v1/invoices?customerId=${own.customerId}&updatedSince=${since}`);
    expect(body).toMatchObject({ items: [{ customerReference: 'PO 4711 /A', updatedAt: since }] });
    expect((await seen(own)).recorded.reference).toBe('PO 4711 /A');
    expect(
      await server.db
        .selectFrom('documents')
        .select(['content', 'source_sha256'])
        .where('id', '=', own.documentId)
        .executeTakeFirstOrThrow(),
    ).toEqual(before);
    expect(await eventsOf(own)).toEqual(['issued', 'change_proposed', 'change_accepted']);
  });

  test('that is already recorded is nothing to propose', async () => {
    const own = await newCustomer({ order_reference: 'File-2' });
    const answer = await own.person.post(`/api/documents/${own.documentId}/proposals`, reference('File-2'));
    expect([answer.status, (await problemOf(answer)).code]).toEqual([422, 'nothing_to_change']);
  });

  test('sent twice is one; a newer one takes its place, and all are kept', async () => {
    const own = await newCustomer();
    await Promise.all([propose(own, reference('PO-1')), propose(own, reference('PO-1'))]);
    expect(await listed(own)).toHaveLength(1);
    await propose(own, reference('PO-2', 'The other was a slip.'));
    await propose(own, details({ name: 'New name' }));
    expect((await seen(own)).proposals.map(({ kind, state, proposed }) => [kind, state, proposed])).toEqual([
      ['reference', 'open', { reference: 'PO-2' }],
      ['billing_details', 'open', { name: 'New name' }],
    ]);
    expect((await listed(own)).map(({ state, isReplaced }) => [state, isReplaced])).toEqual([
      ['withdrawn', true],
      ['open', false],
      ['open', false],
    ]);
    expect(await listed(own, '&state=open&kind=reference')).toMatchObject([{ proposed: { reference: 'PO-2' } }]);
  });
});

describe('billing details', () => {
  test('change the customer once they are accepted, what was not proposed stays, and no document changes', async () => {
    const own = await newCustomer();
    await propose(own, details({ name: 'New name BV', address, vatNumber: 'be 0123.456.749' }));
    const proposal = await open(own);
    expect(proposal.before).toEqual({ name: 'Old name', address: kerkstraat, vatNumber: null });
    expect((await answered(proposal, 'accept')).status).toBe(200);
    const { body } = await api('GET', `/v1/customers/${own.customerId}`);
    expect(body).toMatchObject({ name: 'New name BV', address, vatNumber: 'BE0123456749', invoiceEmail: null });
    const detail = await detailOf(own);
    expect(detail.content.buyer.name).not.toBe('New name BV');
    await propose(own, details({ name: 'New name BV', address, vatNumber: null }));
    expect((await open(own)).proposed).toEqual({ vatNumber: null });
  });

  test('with an address for invoices make it a contact, who alone is mailed the next one; everybody is told', async () => {
    const own = await newCustomer({ language: 'fr' });
    await propose(own, details({ invoiceEmail: 'Invoices@New.example' }));
    const [notice] = await mails();
    expect(notice?.text).toContain('Until now: (all contacts)');
    expect(notice?.text).toContain('If you accept, the new address becomes a contact');
    expect((await seen(own)).recorded).not.toHaveProperty('invoiceEmail');
    await answered(await open(own), 'accept');
    const told = await mails();
    expect(told.map(({ to }) => to).toSorted()).toEqual([own.email, 'invoices@new.example'].toSorted());
    expect(told[0]?.subject).toBe('Vos coordonnées de facturation ont été modifiées');
    expect((await api('POST', `/v1/invoices/${own.documentId}/send`, { json: {} })).status).toBe(202);
    expect((await mails()).map(({ to }) => to)).toEqual(['invoices@new.example']);
    await api('PATCH', `/v1/customers/${own.customerId}`, { json: { invoiceEmail: null } });
    await api('POST', `/v1/invoices/${own.documentId}/send`, { json: {} });
    expect(await mails()).toHaveLength(2);
  });

  test('that another customer or a disabled contact has are not taken over, and the proposal stays open', async () => {
    const own = await newCustomer();
    await insertCustomer(server.db, { merchant_id: a.merchantId, name: 'Holder', vat_number: 'DE123456789' });
    await propose(own, details({ name: 'X', vatNumber: 'DE123456789' }));
    const taken = await answered(await open(own), 'accept');
    expect([taken.status, taken.body]).toMatchObject([409, { code: 'already_exists' }]);
    const company = { merchant_id: a.merchantId, customer_id: own.customerId };
    await insertContact(server.db, { ...company, email: 'gone@c.example', disabled_at: new Date() });
    await propose(own, details({ name: 'X', invoiceEmail: 'gone@c.example' }));
    const gone = await answered(await open(own), 'accept');
    expect([gone.status, gone.body]).toMatchObject([409, { code: 'already_exists' }]);
    expect(await customerRow(own)).toMatchObject({ name: 'Old name', vat_number: null, invoice_email: null });
    expect((await open(own)).state).toBe('open');
  });
});

describe('an answer', () => {
  test('reaches whoever proposed, in their language, with the reason and the way to the document', async () => {
    const own = await newCustomer({ language: 'de' });
    await propose(own, reference('PO-7'));
    await mails();
    await answered(await open(own), 'decline', 'We need the order first.');
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.to).toBe(own.email);
    expect(mail?.subject).toMatch(/^Ihre Referenz zu N-.* wurde nicht vermerkt$/);
    expect(mail?.text).toContain('Der Grund: We need the order first.');
    expect(mail?.text).toContain('/i/inv1_');
    expect((await seen(own)).proposals).toMatchObject([{ state: 'declined', reason: 'We need the order first.' }]);
    expect(await eventsOf(own)).toEqual(['issued', 'change_proposed', 'change_declined']);
  });

  test('is the first of two: the same again does nothing more, another one is refused', async () => {
    const own = await newCustomer();
    await propose(own, reference('PO-8'));
    const proposal = await open(own);
    await mails();
    const both = await Promise.all([answered(proposal, 'accept'), answered(proposal, 'decline')]);
    expect(both.map(({ status }) => status).toSorted((one, another) => one - another)).toEqual([200, 409]);
    const [now] = await listed(own);
    const winner = now?.state === 'accepted' ? 'accept' : 'decline';
    const again = await Promise.all([answered(proposal, winner, 'later'), answered(proposal, winner)]);
    expect(again.map(({ status, body }) => [status, apiProposalSchema.parse(body).reason])).toEqual([
      [200, null],
      [200, null],
    ]);
    expect(await mails()).toHaveLength(1);
    expect((await eventsOf(own)).length).toBe(3);
  });

  test('under one Idempotency-Key is given once', async () => {
    const own = await newCustomer();
    await propose(own, reference('PO-9'));
    const { id } = await open(own);
    const call = { json: {}, headers: { 'Idempotency-Key': `accept ${id}`.replace(' ', '-') } };
    const first = await api('POST', `/v1/proposals/${id}/accept`, call);
    const second = await api('POST', `/v1/proposals/${id}/accept`, call);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
  });

  test('comes too late for what was withdrawn, and withdrawing for what was answered', async () => {
    const own = await newCustomer();
    const { proposals } = await propose(own, reference('PO-10'));
    const id = proposals[0]?.id ?? '';
    expect((await withdraw(own, id)).status).toBe(200);
    expect((await withdraw(own, id)).status).toBe(200);
    expect(await answered({ id }, 'accept')).toMatchObject({ status: 409, body: { code: 'proposal_closed' } });
    await propose(own, reference('PO-11'));
    const next = await open(own);
    await answered(next, 'accept');
    const late = await withdraw(own, next.id);
    expect([late.status, (await problemOf(late)).code]).toEqual([409, 'proposal_closed']);
    expect(await eventsOf(own)).toEqual([
      'issued',
      'change_proposed',
      'change_withdrawn',
      'change_proposed',
      'change_accepted',
    ]);
  });
});

describe('the merchant', () => {
  test('is mailed old and new by the routing of conversations; a reply reaches whoever proposed', async () => {
    const own = await newCustomer();
    await api('POST', `/v1/invoices/${own.documentId}/comment-owner`, { json: { email: 'owner@merchant.example' } });
    await propose(own, { ...details({ name: 'New <b>name</b>', address }), note: 'We moved.\nSince May.' });
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect([mail?.to, mail?.replyTo]).toEqual(['owner@merchant.example', own.email]);
    expect(mail?.subject).toBe('Old name asks for other billing details');
    expect(mail?.text).toContain('Name\n  Until now: Old name\n  Proposed: New <b>name</b>');
    expect(mail?.text).toContain('  Proposed: Nieuwstraat 9, 8000 Brugge, Belgium');
    expect(mail?.text).toContain('We moved.\nSince May.');
    expect(mail?.html).toContain('New &lt;b&gt;name&lt;/b&gt;');
    expect(mail?.text).toContain(`quittance proposals accept ${(await open(own)).id}`);
    expect(mail?.text).not.toContain('/i/inv1_');
  });

  test('reads page by page, only what is the merchant’s own', async () => {
    const own = await newCustomer();
    for (const number of [1, 2, 3]) await propose(own, reference(`PO-${number}`));
    const pages: string[] = [];
    let after = '';
    do {
      const { body } = await api('GET', `/v1/proposals?customerId=${own.customerId}&limit=2${after}`);
      const page = apiProposalPageSchema.parse(body);
      pages.push(page.items.map(({ proposed }) => proposed.reference).join(' '));
      after = page.nextCursor === null ? '' : `&after=${page.nextCursor}`;
    } while (after !== '');
    expect(pages).toEqual(['PO-1 PO-2', 'PO-3']);
    const foreign = await openApiCaller(server, c.merchantId);
    expect((await foreign('GET', '/v1/proposals')).body).toEqual({ items: [], nextCursor: null });
    const { id } = await open(own);
    expect((await foreign('POST', `/v1/proposals/${id}/accept`, { json: {} })).status).toBe(404);
  });
});

describe('what may not be', () => {
  test('another customer neither sees, nor proposes, nor withdraws', async () => {
    const own = await newCustomer();
    const { proposals } = await propose(own, reference('PO-20'));
    const stranger = { ...own, person: await contactPayer(server, b) };
    for (const refused of [
      await stranger.person.get(`/api/documents/${own.documentId}/proposals`),
      await stranger.person.post(`/api/documents/${own.documentId}/proposals`, reference('PO-21')),
      await withdraw(stranger, proposals[0]?.id ?? ''),
      // By a document of one's own.
      await withdraw({ ...stranger, documentId: b.invoiceId }, proposals[0]?.id ?? ''),
    ])
      expect([refused.status, (await problemOf(refused)).code]).toEqual([404, 'not_found']);
    expect((await open(own)).proposed).toEqual({ reference: 'PO-20' });
  });

  test.each([
    ['reference', reference('  \u0000\u200b '.replace('\u0000', ''))],
    ['reference', reference('x'.repeat(101))],
    ['reference', reference('x'.repeat(100_000))],
    ['note', reference('PO', 'x'.repeat(1001))],
    ['name', details({ name: ' ' })],
    ['address.lines', details({ address: { ...address, lines: ['1', '2', '3', '4', '5'] } })],
    ['address.country', details({ address: { ...address, country: 'ZZ' } })],
    ['address.postalCode', details({ address: { ...address, postalCode: '1'.repeat(21) } })],
    ['vatNumber', details({ vatNumber: 'BE 0123' })],
    ['vatNumber', details({ vatNumber: '0123456749' })],
    ['invoiceEmail', details({ invoiceEmail: 'nobody' })],
    ['invoiceEmail', details({ invoiceEmail: 'a@b.example\r\nBcc: evil@e.example' })],
  ])('a %s that is none is refused by its name', async (field, proposal) => {
    const own = await newCustomer();
    const answer = await own.person.post(`/api/documents/${own.documentId}/proposals`, proposal);
    const problem = await problemOf(answer);
    expect([answer.status, problem.code]).toEqual([422, 'invalid_request']);
    expect(problem.issues?.map(({ path }) => path)).toContain(`body.${field}`);
  });

  test('a body that is too large, a card number and more than twenty an hour are refused', async () => {
    const own = await newCustomer();
    const post = (body: unknown) => own.person.post(`/api/documents/${own.documentId}/proposals`, body);
    expect((await post({ ...reference('PO'), note: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await problemOf(await post(reference('PO', 'Take 4111 1111 1111 1111')))).code).toBe('card_number_in_text');
    for (let time = 1; time <= 20; time += 1) await propose(own, reference(`PO-${time}`));
    const answer = await post(reference('PO-21'));
    expect([answer.status, (await problemOf(answer)).code]).toEqual([429, 'rate_limited']);
  });

  test('hostile text is kept as one visible line and can be answered', async () => {
    const own = await newCustomer();
    await propose(own, details({ name: "Robert'); drop table customers;--\u202egnp\r\nBcc: e@evil.example \ud800" }));
    const [mail] = await mails();
    expect(mail?.subject).not.toMatch(/[\r\n\u202e]/);
    expect((await answered(await open(own), 'accept')).status).toBe(200);
    expect((await customerRow(own)).name).toBe("Robert'); drop table customers;-- gnp Bcc: e@evil.example \ufffd");
  });
});
