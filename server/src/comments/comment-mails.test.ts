import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingMail } from '../email/mailer.ts';
import { mailComments, type SaidComment } from './mail-comments.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { openSpeaker, type TestSpeaker } from '../testing/conversing.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertTwoCompanies,
  type Company,
} from '../testing/fixtures.ts';

const minuteMs = 60_000;

describe('mails about a conversation', () => {
  let server: TestApp;
  let api: ApiCaller;
  let a: Company;
  let asker: TestSpeaker;
  beforeAll(async () => {
    server = await testApp();
    ({ a } = await insertTwoCompanies(server.db));
    api = await openApiCaller(server, a.merchantId);
    asker = await openSpeaker(server, a);
    await server.db
      .updateTable('entities')
      .set({ administrator_emails: ['boss@merchant.example', 'Second@merchant.example'] })
      .where('id', '=', a.entityId)
      .execute();
  });
  afterAll(() => server.close());

  const invoice = async (number: string, of = a) =>
    insertDocument(server.db, {
      merchant_id: of.merchantId,
      entity_id: of.entityId,
      customer_id: of.customerId,
      number,
    });
  const answer = async (id: string, text: string, more = {}) => {
    const { status } = await api('POST', `/v1/invoices/${id}/comments`, { json: { text, authorName: 'Els', ...more } });
    expect(status).toBe(201);
  };
  /** What goes out now. */
  const mails = async (): Promise<OutgoingMail[]> => {
    const before = server.mails.length;
    expect(await server.drainJobs()).toEqual([]);
    return server.mails.slice(before);
  };
  const recipients = async () => (await mails()).map(({ to }) => to).toSorted();

  test('bring what a customer says to every administrator, with its words, and without a customer’s link', async () => {
    const id = await invoice('M-1');
    await asker.say(id, 'Is the <b>second</b> line right?\nhttps://evil.example');
    const sent = await mails();
    expect(sent.map(({ to }) => to).toSorted()).toEqual(['boss@merchant.example', 'second@merchant.example']);
    expect(sent[0]?.subject).toBe('Aardvark-canary wrote about invoice M-1');
    expect(sent[0]?.text).toContain('a1@a.example, 16 March 2026 at 10:00');
    expect(sent[0]?.text).toContain('Is the <b>second</b> line right?\nhttps://evil.example');
    expect(sent[0]?.html).toContain('Is the &lt;b&gt;second&lt;/b&gt; line right?');
    // What somebody wrote is text: nothing in it is made a link of ours (T73).
    expect(sent[0]?.html).not.toContain('href="https://evil.example');
    expect(sent.map(({ text, html }) => `${text}${html}`).join('')).not.toContain('/i/inv1_');
  });

  test('bring what the merchant says to those of the customer who are part of it, in their language, with their link', async () => {
    const customerId = await insertCustomer(server.db, { merchant_id: a.merchantId, name: 'Polyglot', language: 'de' });
    const company = { merchant_id: a.merchantId, customer_id: customerId };
    await insertContact(server.db, { ...company, email: 'fr@p.example', language: 'fr' });
    await insertContact(server.db, { ...company, email: 'nl@p.example', language: 'nl-BE' });
    await insertContact(server.db, { ...company, email: 'de@p.example' });
    const gone = await insertContact(server.db, { ...company, email: 'gone@p.example' });
    await api('POST', `/v1/contacts/${gone}/disable`);
    const id = await invoice('M-2', { ...a, customerId });
    await answer(id, 'We have a question for you.');
    const sent = await mails();
    expect(Object.fromEntries(sent.map(({ to, subject }) => [to, subject]))).toEqual({
      'fr@p.example': 'Nouveau message concernant la facture M-2',
      'nl@p.example': 'Nieuw bericht over factuur M-2',
      'de@p.example': 'Neue Nachricht zu Rechnung M-2',
    });
    for (const { text } of sent) {
      expect(text).toContain('Els, Noorderlicht');
      const [, path = ''] = /http:\/\/quittance\.test(\/i\/inv1_\S+)/.exec(text) ?? [];
      expect((await server.app.request(url(path))).status).toBe(200);
    }
  });

  test('leave out colleagues who never had to do with the document, once somebody has', async () => {
    const id = await invoice('M-3');
    await asker.say(id, 'Mine alone');
    await answer(id, 'Answer');
    expect(await recipients()).toEqual(['a1@a.example', 'boss@merchant.example', 'second@merchant.example']);
    await api('POST', `/v1/invoices/${id}/send`, { json: { contactIds: [a.colleagueId] } });
    await mails();
    server.clock.advance(10 * minuteMs);
    await answer(id, 'Answer to both');
    expect(await recipients()).toEqual(['a1@a.example', 'a2@a.example']);
  });

  test('come at most once in ten minutes for each reader, and lose nothing of what was said meanwhile', async () => {
    const id = await invoice('M-4');
    await asker.say(id, 'first thing');
    expect(await mails()).toHaveLength(2);
    for (const text of ['second thing', 'third thing']) {
      server.clock.advance(2 * minuteMs);
      await asker.say(id, text);
      expect(await mails()).toHaveLength(0);
    }
    server.clock.advance(6 * minuteMs - 1);
    expect(await mails()).toHaveLength(0);
    server.clock.advance(1);
    const gathered = await mails();
    expect(gathered.map(({ to }) => to).toSorted()).toEqual(['boss@merchant.example', 'second@merchant.example']);
    expect(gathered[0]?.text).toMatch(/second thing[^]*third thing/);
    expect(gathered[0]?.text).not.toContain('first thing');
    server.clock.advance(30 * minuteMs);
    expect(await mails()).toHaveLength(0);
    // The pause is of this conversation and of this side only.
    await asker.say(id, 'fourth thing');
    await asker.say(await invoice('M-5'), 'elsewhere');
    await answer(id, 'answer');
    expect(await mails()).toHaveLength(5);
  });

  test('bring a flood in several mails, in its order and to the last word', async () => {
    const id = await invoice('M-6');
    for (let number = 1; number <= 45; number += 1) await answer(id, `line ${number} of the flood`);
    const all: OutgoingMail[] = [];
    for (let round = 1; round <= 4; round += 1) {
      all.push(...(await mails()).filter(({ to }) => to === 'a1@a.example'));
      server.clock.advance(10 * minuteMs);
    }
    const told = all.flatMap(({ text }) =>
      Array.from(text.matchAll(/line (\d+) of the flood/g), ([, number]) => Number(number)),
    );
    expect(told).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
    expect(all).toHaveLength(3);
  });

  test('leave nothing out where the job of a later comment runs first', async () => {
    const id = await invoice('M-9');
    const jobs: SaidComment[] = [1, 2].map((number) => {
      return { merchantId: a.merchantId, documentId: id, side: 'customer', number };
    });
    await asker.say(id, 'earlier words');
    await asker.say(id, 'later words');
    for (const said of jobs.toReversed()) await mailComments(server.deps, said);
    const sent = await mails();
    expect(sent.map(({ to }) => to).toSorted()).toEqual(['boss@merchant.example', 'second@merchant.example']);
    for (const { text } of sent) expect(text).toMatch(/earlier words[^]*later words/);
  });

  test('say nothing of internal notes, to nobody', async () => {
    const id = await invoice('M-7');
    await answer(id, 'Walrus-canary', { isInternal: true, authorName: 'Walrus-canary' });
    expect(await mails()).toHaveLength(0);
    await asker.say(id, 'Hello');
    await answer(id, 'Hello back');
    await answer(id, 'Walrus-canary', { isInternal: true });
    server.clock.advance(10 * minuteMs);
    const sent = await mails();
    expect(sent).toHaveLength(3);
    expect(JSON.stringify(sent)).not.toContain('Walrus');
    expect(JSON.stringify(server.mails)).not.toContain('Walrus');
  });

  test('go to the owner of the document, else to the team, else to the administrators, else to the entity', async () => {
    const id = await invoice('M-8');
    const ask = async (text: string) => {
      server.clock.advance(10 * minuteMs);
      await asker.say(id, text);
      return recipients();
    };
    const routing = async () => (await api('GET', `/v1/invoices/${id}/comment-routing`)).body;
    const setTeam = (email: string | null) =>
      api('POST', `/v1/entities/${a.entityId}/comment-team`, { json: { email } });
    const setOwner = (email: string | null) => api('POST', `/v1/invoices/${id}/comment-owner`, { json: { email } });
    expect(await ask('to the administrators')).toEqual(['boss@merchant.example', 'second@merchant.example']);
    expect((await setTeam('Team@merchant.example')).body).toEqual({ rule: 'team', emails: ['team@merchant.example'] });
    expect(await ask('to the team')).toEqual(['team@merchant.example']);
    await setOwner('Owner@merchant.example');
    expect(await routing()).toEqual({ rule: 'owner', emails: ['owner@merchant.example'] });
    expect(await ask('to the owner')).toEqual(['owner@merchant.example']);
    await setOwner(null);
    expect(await ask('to the team again')).toEqual(['team@merchant.example']);
    await setTeam(null);
    await server.db.updateTable('entities').set({ administrator_emails: [] }).where('id', '=', a.entityId).execute();
    expect(await routing()).toEqual({ rule: 'entity', emails: ['hello@merchant.example'] });
    expect((await setOwner('no address')).status).toBe(422);
    expect(
      (await api('POST', '/v1/entities/01890000-0000-7000-8000-000000000000/comment-team', { json: { email: null } }))
        .status,
    ).toBe(404);
  });
});

describe('a mail that a server has taken', () => {
  test('leaves no reply address behind, so that a copy of the database answers for nobody', async () => {
    const sent: OutgoingMail[] = [];
    const mailer = {
      async send(mail: OutgoingMail) {
        sent.push(mail);
        return { outcome: 'accepted' as const };
      },
    };
    const server = await testApp({ mailer });
    const { a } = await insertTwoCompanies(server.db);
    await (await openSpeaker(server, a)).say(a.invoiceId, 'Hello');
    await server.drainJobs();
    expect(sent.map(({ replyTo }) => replyTo)).toEqual([
      expect.stringMatching(/^reply\+r1[a-z2-7]{42}@reply\.quittance\.test$/),
    ]);
    const kept = [
      await server.db.selectFrom('mails').selectAll().execute(),
      await server.db.selectFrom('comment_recipients').selectAll().execute(),
    ];
    expect(JSON.stringify(kept)).not.toContain(sent[0]?.replyTo?.slice(8, 50));
    await server.close();
  });
});

describe('without a domain for replies', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
  });
  afterAll(() => server.close());

  test('a mail says that a reply is no comment, and lets it reach the person', async () => {
    const { a } = await insertTwoCompanies(server.db);
    const deps = { ...server.deps, config: { ...server.deps.config, replyDomain: null } };
    await (await openSpeaker(server, a)).say(a.invoiceId, 'Hello');
    await mailComments(deps, { merchantId: a.merchantId, documentId: a.invoiceId, side: 'customer', number: 1 });
    await server.drainJobs();
    expect(server.mails.map(({ to, replyTo }) => [to, replyTo])).toEqual([['hello@merchant.example', 'a1@a.example']]);
    expect(server.mails[0]?.text).toContain('it is not added to the conversation');
    expect(server.mails[0]?.text).not.toContain('##');
  });
});
