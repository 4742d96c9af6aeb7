import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentSchema } from '@quittance/shared/comment.ts';
import { commentTextMax } from '@quittance/shared/comment-text.ts';
import { apiCommentPageSchema, apiCommentSchema, type ApiComment } from '@quittance/shared/merchant-api/comment.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { countedBody } from '../testing/counted-body.ts';
import { openSpeaker, type TestSpeaker } from '../testing/conversing.ts';
import {
  insertContact,
  insertCustomer,
  insertDocument,
  insertTwoCompanies,
  type Company,
} from '../testing/fixtures.ts';

const internalCanary = 'Walrus-canary: they always pay late';

describe('a conversation about an invoice', () => {
  let server: TestApp;
  let api: ApiCaller;
  let a: Company;
  let b: Company;
  let asker: TestSpeaker;
  beforeAll(async () => {
    server = await testApp();
    ({ a, b } = await insertTwoCompanies(server.db));
    api = await openApiCaller(server, a.merchantId);
    asker = await openSpeaker(server, a);
  });
  afterAll(() => server.close());

  const invoice = (number: string, of = a) =>
    insertDocument(server.db, {
      merchant_id: of.merchantId,
      entity_id: of.entityId,
      customer_id: of.customerId,
      number,
    });
  const answer = async (id: string, text: string, more = {}): Promise<ApiComment> => {
    const { status, body } = await api('POST', `/v1/invoices/${id}/comments`, {
      json: { text, authorName: 'Els of accounts', ...more },
    });
    expect(status).toBe(201);
    return apiCommentSchema.parse(body);
  };
  const merchantSees = async (id: string) => {
    const { body } = await api('GET', `/v1/invoices/${id}/comments`);
    return apiCommentPageSchema.parse(body).items;
  };

  test('is one thread for both sides, with names and roles', async () => {
    const id = await invoice('2026-10');
    await asker.say(id, 'Why is this twice as much as last month?');
    server.clock.advance(60_000);
    await answer(id, 'Because you ordered twice.');
    const seen = await asker.thread(id);
    expect(seen.comments.map(({ author, text, writtenAt }) => ({ author, text, writtenAt }))).toEqual([
      {
        author: { name: 'a1@a.example', role: 'customer', isYou: true },
        text: 'Why is this twice as much as last month?',
        writtenAt: '2026-03-16T09:00:00.000Z',
      },
      {
        author: { name: 'Els of accounts', role: 'merchant', isYou: false },
        text: 'Because you ordered twice.',
        writtenAt: '2026-03-16T09:01:00.000Z',
      },
    ]);
    expect((await merchantSees(id)).map(({ author, source }) => [author.role, author.contactId, source])).toEqual([
      ['customer', a.contactId, 'portal'],
      ['merchant', null, 'api'],
    ]);
  });

  test('is the same for colleagues, and is not there for another customer', async () => {
    const id = await invoice('2026-11');
    await asker.say(id, 'For all of us');
    const colleague = await openSpeaker(server, { merchantId: a.merchantId, contactId: a.colleagueId });
    const seen = await colleague.thread(id);
    expect(seen.comments.map(({ author }) => author)).toEqual([
      { name: 'a1@a.example', role: 'customer', isYou: false },
    ]);
    const stranger = await openSpeaker(server, b);
    for (const refused of [
      await stranger.get(`/api/documents/${id}/comments`),
      await stranger.send(id, { text: 'Let me in' }),
      await stranger.read(id, seen.comments[0]?.id ?? ''),
    ]) {
      expect([refused.status, (await problemOf(refused)).code]).toEqual([404, 'not_found']);
    }
  });

  test('knows somebody who is a contact of two customers by the contact of the one it is about', async () => {
    const customerId = await insertCustomer(server.db, { merchant_id: a.merchantId, name: 'Second' });
    const contact = { merchant_id: a.merchantId, customer_id: customerId, email: a.email, name: 'Jo in the second' };
    const contactId = await insertContact(server.db, contact);
    const id = await invoice('2026-12', { ...a, customerId });
    const said = await asker.say(id, 'From here');
    expect(said.author).toEqual({ name: 'Jo in the second', role: 'customer', isYou: true });
    expect((await merchantSees(id))[0]?.author.contactId).toBe(contactId);
  });

  test('shows internal notes to the merchant and to nobody else', async () => {
    const id = await invoice('2026-13');
    await asker.say(id, 'One');
    const note = await answer(id, internalCanary, { isInternal: true, authorName: 'Walrus-canary Els' });
    const said = await answer(id, 'Two');
    expect((await merchantSees(id)).map(({ isInternal }) => isInternal)).toEqual([false, true, false]);
    for (const path of [
      `/api/documents/${id}/comments`,
      `/api/documents/${id}/comments?before=${said.id}`,
      '/api/comments/unread',
      `/api/documents/${id}`,
      `/api/documents/${id}/pdf`,
    ]) {
      const text = await (await asker.get(path)).text();
      expect(text, path).not.toContain('Walrus');
      expect(text, path).not.toContain(note.id);
    }
    expect((await asker.thread(id)).unreadCount).toBe(1);
    // A note is nothing that a customer could name.
    expect((await asker.read(id, note.id)).status).toBe(404);
    expect((await asker.get(`/api/documents/${id}/comments?before=${note.id}`)).status).toBe(404);
  });

  test('tells each side what the other has read, and looking alone marks nothing', async () => {
    const id = await invoice('2026-14');
    const question = await asker.say(id, 'Question');
    const said = await answer(id, 'Answer');
    expect(await asker.thread(id)).toMatchObject({ unreadCount: 1, comments: [{ isRead: false }, { isRead: false }] });
    expect(await asker.thread(id)).toMatchObject({ unreadCount: 1 });
    expect((await asker.get('/api/comments/unread')).status).toBe(200);
    expect(await (await asker.get('/api/comments/unread')).json()).toMatchObject({
      documents: expect.arrayContaining([{ documentId: id, unreadCount: 1 }]),
    });
    expect((await asker.read(id, said.id)).status).toBe(204);
    // Back to an older one: what was read stays read.
    expect((await asker.read(id, question.id)).status).toBe(204);
    expect(await asker.thread(id)).toMatchObject({ unreadCount: 0, comments: [{ isRead: false }, { isRead: true }] });
    expect((await merchantSees(id))[1]?.readByContactIds).toEqual([a.contactId]);
    const colleague = await openSpeaker(server, { merchantId: a.merchantId, contactId: a.colleagueId });
    expect(await colleague.thread(id)).toMatchObject({ unreadCount: 1 });

    const unread = async () => {
      const { body } = await api('GET', '/v1/comments?unread=true&limit=200');
      return apiCommentPageSchema.parse(body).items.filter(({ documentId }) => documentId === id);
    };
    expect(await unread()).toHaveLength(1);
    const { body } = await api('POST', `/v1/invoices/${id}/comments/read`, { json: { upToId: question.id } });
    expect(body).toEqual({ unreadCount: 0 });
    expect(await unread()).toHaveLength(0);
    expect(await asker.thread(id)).toMatchObject({ comments: [{ isRead: true }, { isRead: true }] });
  });

  test('loads back page by page, without a gap and without notes', async () => {
    const id = await invoice('2026-15');
    for (let number = 1; number <= 16; number += 1)
      await answer(id, `number ${number}`, { isInternal: number % 8 === 0 });
    const newest = await asker.thread(id);
    expect([newest.comments.length, newest.comments.at(-1)?.text]).toEqual([10, 'number 15']);
    const older = await asker.thread(id, `?before=${newest.earlierCursor}`);
    expect(older.comments.map(({ text }) => text)).toEqual(['number 1', 'number 2', 'number 3', 'number 4']);
    expect(older.earlierCursor).toBeNull();
    expect(newest.comments[0]?.text).toBe('number 5');
  });

  test('holds a comment once that was sent twice under one key, also at the same time', async () => {
    const id = await invoice('2026-16');
    const comment = { text: 'Did it arrive?', key: randomUUID() };
    const answers = await Promise.all([asker.send(id, comment), asker.send(id, comment), asker.send(id, comment)]);
    const ids = await Promise.all(answers.map(async (each) => commentSchema.parse(await each.json()).id));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(ids).size).toBe(1);
    expect((await asker.thread(id)).comments).toHaveLength(1);
    // The key is the author's own: a colleague's comment under the same one is another comment.
    const colleague = await openSpeaker(server, { merchantId: a.merchantId, contactId: a.colleagueId });
    expect((await colleague.send(id, comment)).status).toBe(201);
    expect((await asker.thread(id)).comments).toHaveLength(2);
  });

  test('numbers comments of many at once without losing one', async () => {
    const id = await invoice('2026-17');
    await Promise.all(Array.from({ length: 9 }, (_, index) => answer(id, `at once ${index}`)));
    const seen = (await asker.thread(id)).comments.map(({ text }) => text);
    expect(new Set(seen).size).toBe(9);
  });

  test('keeps what was written as text, one line a line, with nothing hidden in it', async () => {
    const id = await invoice('2026-18');
    const said = await asker.say(id, '<b>x</b>\r\n{"level":"info"}\u202e\u0007\0 https://evil.example \ud800');
    expect(said.text).toBe('<b>x</b>\n{"level":"info"}\ufffd https://evil.example \ufffd');
  });

  test.each([
    ['nothing', { text: ' \n ' }, 422, 'invalid_request'],
    ['too much', { text: 'x'.repeat(commentTextMax + 1) }, 422, 'invalid_request'],
    ['a card number (T40)', { text: 'Take it from 4242 4242 4242 4242, please' }, 422, 'card_number_in_text'],
    ['a note of its own', { text: 'x', isInternal: 'true' }, 422, 'invalid_request'],
    ['another author', { text: 'x', authorName: 'The director' }, 422, 'invalid_request'],
  ])('refuses %s from a customer', async (_, comment, status, code) => {
    const id = await invoice(`2026-refused-${randomUUID()}`);
    const refused = await asker.send(id, comment);
    expect([refused.status, (await problemOf(refused)).code]).toEqual([status, code]);
    expect((await asker.thread(id)).comments).toHaveLength(0);
  });

  test('ends for a contact who is disabled with the next request', async () => {
    const id = await invoice('2026-19');
    const contactId = await insertContact(server.db, {
      merchant_id: a.merchantId,
      customer_id: a.customerId,
      email: 'gone@a.example',
    });
    const leaver = await openSpeaker(server, { merchantId: a.merchantId, contactId });
    await leaver.say(id, 'Still here');
    await api('POST', `/v1/contacts/${contactId}/disable`);
    expect((await leaver.send(id, { text: 'And now?' })).status).toBe(401);
    expect((await leaver.get(`/api/documents/${id}/comments`)).status).toBe(401);
    expect((await asker.thread(id)).comments.map(({ text }) => text)).toEqual(['Still here']);
  });

  test('lets one contact say 20 things an hour; the 21st is refused by name, and its colleague goes on (T62)', async () => {
    const id = await invoice('2026-20');
    const contactIds = ['b7@a.example', 'b8@a.example'].map((email) =>
      insertContact(server.db, { merchant_id: a.merchantId, customer_id: a.customerId, email }),
    );
    const [one, other] = await Promise.all(
      contactIds.map(async (contactId) =>
        openSpeaker(server, { merchantId: a.merchantId, contactId: await contactId }),
      ),
    );
    for (let count = 1; count <= 20; count += 1) await one?.say(id, `thing ${count}`);
    const refused = await one?.send(id, { text: 'thing 21' });
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(3000);
    expect(refused && (await problemOf(refused)).code).toBe('too_many_comments');
    expect((await other?.send(id, { text: 'I have one' }))?.status).toBe(201);
    expect(await merchantSees(id)).toHaveLength(21);

    const { body, chunksRead } = countedBody();
    const unread = await server.app.request(url(`/api/documents/${id}/comments`), {
      method: 'POST',
      headers: { Cookie: one?.cookie ?? '', Origin: url(''), 'Content-Type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    });
    expect([unread.status, chunksRead()]).toEqual([429, 0]);
    expect((await problemOf(unread)).code).toBe('too_many_comments');
  });
});
