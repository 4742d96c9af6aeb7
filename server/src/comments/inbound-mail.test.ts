import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiCommentPageSchema, type ApiComment } from '@quittance/shared/merchant-api/comment.ts';
import { deriveKey } from '../access/keys.ts';
import type { OutgoingMail } from '../email/mailer.ts';
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
import { photo } from '../testing/pictures.ts';
import { attachment, rawMail } from '../testing/raw-mail.ts';
import { openMailReader } from './read-mail.ts';
import { buildReplyAddress } from './reply-address.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('an answer by mail', () => {
  let server: TestApp;
  let api: ApiCaller;
  let a: Company;
  let b: Company;
  beforeAll(async () => {
    server = await testApp();
    ({ a, b } = await insertTwoCompanies(server.db));
    api = await openApiCaller(server, a.merchantId);
    await setAdministrators(['boss@merchant.example']);
  });
  afterAll(() => server.close());
  // Nothing of one conversation is left to be told in the next.
  beforeEach(async () => {
    server.clock.advance(10 * 60_000);
    await server.drainJobs();
  });

  const setAdministrators = (emails: string[]) =>
    server.db.updateTable('entities').set({ administrator_emails: emails }).where('id', '=', a.entityId).execute();
  const mailsNow = async (): Promise<OutgoingMail[]> => {
    const before = server.mails.length;
    expect(await server.drainJobs()).toEqual([]);
    return server.mails.slice(before);
  };
  const post = async (address: string, raw: string | Uint8Array, headers: Record<string, string> = {}) =>
    server.app.request(url(`/webhooks/inbound-mail/${encodeURIComponent(address)}`), {
      method: 'POST',
      headers: { 'Content-Type': 'message/rfc822', ...headers },
      body: typeof raw === 'string' ? raw : new Uint8Array(raw),
    });
  const postStream = async (address: string, body: ReadableStream<Uint8Array>) =>
    server.app.request(url(`/webhooks/inbound-mail/${encodeURIComponent(address)}`), {
      method: 'POST',
      headers: { 'Content-Type': 'message/rfc822' },
      body,
      duplex: 'half',
    });
  /** A post whose body is being read, and waits for its message. */
  const openPost = async (address: string) => {
    const reading = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>();
    const answer = postStream(address, new ReadableStream({ pull: reading.resolve }, { highWaterMark: 0 }));
    const body = await reading.promise;
    const end = async (raw: string) => {
      body.enqueue(Buffer.from(raw));
      body.close();
      return answer;
    };
    return { end };
  };
  const comments = async (documentId: string): Promise<ApiComment[]> =>
    apiCommentPageSchema.parse((await api('GET', `/v1/invoices/${documentId}/comments`)).body).items;

  type Talk = { id: string; asker: TestSpeaker; contactId: string; email: string; toBoss: string; toAsker: string };
  let talks = 0;
  /** A conversation of a contact of its own, in which both sides were mailed. */
  const talk = async (): Promise<Talk> => {
    talks += 1;
    const email = `talker${talks}@a.example`;
    const ours = { merchant_id: a.merchantId, customer_id: a.customerId };
    const contactId = await insertContact(server.db, { ...ours, email, name: `Talker ${talks}` });
    const id = await insertDocument(server.db, { ...ours, entity_id: a.entityId, number: `T-${talks}` });
    const asker = await openSpeaker(server, { merchantId: a.merchantId, contactId });
    await asker.say(id, 'A question');
    const { status } = await api('POST', `/v1/invoices/${id}/comments`, { json: { text: 'Hm', authorName: 'Els' } });
    expect(status).toBe(201);
    const sent = await mailsNow();
    const replyTo = (to: string) => sent.find((mail) => mail.to === to)?.replyTo ?? '';
    return { id, asker, contactId, email, toBoss: replyTo('boss@merchant.example'), toAsker: replyTo(email) };
  };

  test('of the merchant is read by the customer under a name, without what was quoted', async () => {
    const { id, asker, toBoss } = await talk();
    const answer = await post(
      toBoss,
      rawMail({
        headers: { From: '"Els \u202ePeeters" <els@private.example>' },
        text: 'It is right.\n\nOn Mon, 16 Mar 2026 at 10:00, N <x@y.example> wrote:\n> ## Write your answer above this line ##\n> A question\n-- \nEls',
      }),
    );
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const said = (await asker.thread(id)).comments.at(-1);
    expect([said?.author, said?.text]).toEqual([
      { name: 'Els Peeters', role: 'merchant', isYou: false },
      'It is right.',
    ]);
    // The addresses of the merchant's people are no business of the customer's.
    expect(JSON.stringify(await asker.thread(id))).not.toMatch(/private\.example|boss@/);
    expect((await comments(id)).at(-1)).toMatchObject({
      source: 'mail',
      author: { role: 'merchant', contactId: null },
    });
  });

  test('under an address for a name is the entity’s', async () => {
    const { id, asker, toBoss } = await talk();
    for (const From of ['els@private.example', '"els@private.example" <els@private.example>'])
      await post(toBoss, rawMail({ headers: { From }, text: 'Yes' }));
    const names = (await asker.thread(id)).comments.slice(-2).map(({ author }) => author.name);
    expect(names).toEqual(['Noorderlicht', 'Noorderlicht']);
  });

  test('of the customer is the contact’s to whom the mail went, whoever it says it is from', async () => {
    const { id, asker, contactId, toAsker } = await talk();
    await post(toAsker, rawMail({ headers: { From: 'Boss <boss@merchant.example>' }, text: 'Mine' }));
    expect((await asker.thread(id)).comments.at(-1)).toMatchObject({ text: 'Mine', author: { isYou: true } });
    expect((await comments(id)).at(-1)).toMatchObject({ source: 'mail', author: { role: 'customer', contactId } });
    expect((await mailsNow()).map(({ to }) => to)).toEqual([]);
    server.clock.advance(10 * 60_000);
    expect((await mailsNow()).map(({ to }) => to)).toEqual(['boss@merchant.example']);
  });

  test('delivered again, also at once, is one comment; another message is another', async () => {
    const { id, toAsker } = await talk();
    const raw = rawMail({ text: 'Once' });
    const nameless = rawMail({ text: 'Without a name' }).replace(/^Message-ID.*\r\n/m, '');
    const answers = await Promise.all([raw, raw, raw].map((each) => post(toAsker, each)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    for (const each of [raw, nameless, nameless, rawMail({ text: 'Once' })])
      expect((await post(toAsker, each)).status).toBe(200);
    expect(
      (await comments(id))
        .slice(2)
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(['Once', 'Once', 'Without a name']);
  });

  test('waits outside while one to the same address, or three in all, are taken in', async () => {
    const talks = [await talk(), await talk(), await talk(), await talk()];
    const held = await Promise.all(talks.slice(0, 3).map(({ toAsker }) => openPost(toAsker)));
    for (const { toAsker } of talks) {
      const { body, chunksRead } = countedBody();
      const refused = await postStream(toAsker.toUpperCase(), body);
      expect([refused.status, (await problemOf(refused)).code, chunksRead()]).toEqual([429, 'rate_limited', 0]);
      expect(refused.headers.get('Retry-After')).toBe('30');
    }
    for (const { end } of held) expect((await end(rawMail({ text: 'Taken in' }))).status).toBe(200);
    for (const { toAsker } of talks) expect((await post(toAsker, rawMail({ text: 'The next' }))).status).toBe(200);
  });

  test('to three addresses of one person takes one of the three places', async () => {
    const one = await talk();
    const other = await talk();
    const others: string[] = [];
    for (const number of ['P-1', 'P-2']) {
      const ours = { merchant_id: a.merchantId, customer_id: a.customerId, entity_id: a.entityId };
      const id = await insertDocument(server.db, { ...ours, number });
      await one.asker.say(id, 'A question');
      await api('POST', `/v1/invoices/${id}/comments`, { json: { text: 'Hm', authorName: 'Els' } });
      others.push((await mailsNow()).find(({ to }) => to === one.email)?.replyTo ?? '');
    }
    const held = await openPost(one.toAsker);
    for (const address of others) {
      const refused = await post(address, rawMail({ text: 'To all three' }));
      expect([refused.status, (await problemOf(refused)).code]).toEqual([429, 'rate_limited']);
    }
    expect((await post(other.toAsker, rawMail({ text: 'Meanwhile' }))).status).toBe(200);
    expect((await post(one.toBoss, rawMail({ text: 'Meanwhile' }))).status).toBe(200);
    expect((await held.end(rawMail({ text: 'To all three' }))).status).toBe(200);
    for (const address of others) expect((await post(address, rawMail({ text: 'To all three' }))).status).toBe(200);
  });

  test('that takes too long to read is given up, and its author is told', async () => {
    const { id, email, toAsker } = await talk();
    const { mailReader } = server.deps;
    server.deps.mailReader = openMailReader({ timeoutMs: 0, heapMegabytesMax: 512 });
    const answer = await post(toAsker, rawMail({ text: 'Slow' }));
    server.deps.mailReader = mailReader;
    expect(answer.status).toBe(200);
    const [told] = (await mailsNow()).filter(({ to }) => to === email);
    expect(told?.text).toContain('We could not read it');
    expect((await comments(id)).map(({ text }) => text)).not.toContain('Slow');
  });

  test('one message to both sides of two conversations is taken in each', async () => {
    const [one, other] = [await talk(), await talk()];
    const raw = rawMail({ text: 'To both' });
    for (const address of [one.toAsker, other.toAsker, one.toBoss]) expect((await post(address, raw)).status).toBe(200);
    expect((await comments(one.id)).filter(({ text }) => text === 'To both')).toHaveLength(2);
    expect((await comments(other.id)).filter(({ text }) => text === 'To both')).toHaveLength(1);
  });

  test('brings its files, without signatures, cards and letterheads', async () => {
    const { id, asker, toAsker } = await talk();
    const small = await photo();
    const raw = rawMail({
      text: 'See the photo',
      parts: [
        attachment('damage.jpg', await photo({ canary: 'GPS-canary' }), { 'Content-Type': 'image/jpeg' }),
        attachment('note.pdf', Buffer.from('%PDF-1.7 x')),
        attachment('smime.p7s', Buffer.from('x'), { 'Content-Type': 'application/pkcs7-signature' }),
        attachment('me.vcf', Buffer.from('BEGIN:VCARD'), { 'Content-Type': 'text/vcard' }),
        attachment('logo.jpg', small, {
          'Content-Type': 'image/jpeg',
          'Content-ID': '<logo>',
          'Content-Disposition': 'inline',
        }),
      ],
    });
    expect((await post(toAsker, raw)).status).toBe(200);
    const said = (await asker.thread(id)).comments.at(-1);
    expect(said?.files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
      ['damage.jpg', 'image/jpeg'],
      ['note.pdf', 'application/pdf'],
    ]);
    const kept = await asker.get(`/api/documents/${id}/comment-files/${said?.files[0]?.id}`);
    expect(Buffer.from(await kept.arrayBuffer()).includes('canary')).toBe(false);
    // The merchant's people have no page: the mail brings what came.
    server.clock.advance(10 * 60_000);
    const [notice] = await mailsNow();
    expect(notice?.text).toContain('Files, attached: damage.jpg, note.pdf');
    expect(notice?.attachments.map(({ fileName }) => fileName)).toEqual(['damage.jpg', 'note.pdf']);
    expect(Buffer.from(notice?.attachments[0]?.content ?? []).includes('canary')).toBe(false);
  });

  test('is cut where it is read, off the main thread', async () => {
    const raw = rawMail({ text: 'Yes.\n\nOn Mon, 16 Mar 2026 at 10:00, N <x@y.example> wrote:\n> A question' });
    expect((await server.deps.mailReader.read(Buffer.from(raw)))?.text).toBe('Yes.');
  });

  test('is read as HTML where the plain text beside it is empty', async () => {
    const { id, toAsker } = await talk();
    await post(
      toAsker,
      rawMail({
        headers: { 'Content-Type': 'multipart/alternative; boundary="part"' },
        text: ' \n',
        html: '<p>Written here</p>',
      }),
    );
    expect((await comments(id)).at(-1)?.text).toBe('Written here');
  });

  test('may be a file alone, or HTML alone, in whatever charset', async () => {
    const { id, toAsker } = await talk();
    await post(toAsker, rawMail({ text: '\n', parts: [attachment('alone.pdf', Buffer.from('%PDF-1.7'))] }));
    await post(
      toAsker,
      rawMail({
        html: '<style>p{}</style><p>Caf&eacute; <b>yes</b><script>alert(1)</script></p><blockquote>quoted</blockquote>',
      }),
    );
    await post(
      toAsker,
      latin1(rawMail({ headers: { 'Content-Type': 'text/plain; charset=windows-1252' }, text: 'Größe' })),
    );
    await post(toAsker, rawMail({ headers: { 'Content-Type': 'text/plain; charset=no-such-charset' }, text: 'plain' }));
    const said = (await comments(id)).slice(2);
    expect(said.map(({ text, files }) => [text, files.length])).toEqual([
      ['', 1],
      ['Café yes', 0],
      ['Größe', 0],
      ['plain', 0],
    ]);
  });

  test.each([
    ['an absence', { 'Auto-Submitted': 'auto-replied' }],
    ['an absence of an older kind', { 'X-Autoreply': 'yes' }],
    ['a list', { Precedence: 'bulk' }],
    ['a bounce', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="part"' }],
    ['what nobody sent', { 'Return-Path': '<>' }],
    ['a mail server', { From: 'Mail Delivery <MAILER-DAEMON@elsewhere.example>' }],
  ])('of a program is left out, and nobody is mailed: %s', async (_, headers) => {
    const { id, toAsker } = await talk();
    expect((await post(toAsker, rawMail({ headers, text: 'I am away' }))).status).toBe(200);
    expect(await comments(id)).toHaveLength(2);
    server.clock.advance(10 * 60_000);
    expect(await mailsNow()).toEqual([]);
  });

  test('to an address that we did not make is not found, before its body is read', async () => {
    const { id, toAsker } = await talk();
    const [, token = ''] = /^reply\+r1([a-z2-7]+)@/.exec(toAsker) ?? [];
    const turned = `${token.slice(0, 25)}${token[25] === 'a' ? 'b' : 'a'}${token.slice(26)}`;
    const known = await server.db
      .selectFrom('comment_recipients')
      .selectAll()
      .where('document_id', '=', id)
      .where('contact_id', 'is not', null)
      .executeTakeFirstOrThrow();
    const claim = { id: known.id, documentId: id, contactId: known.contact_id, email: null };
    const otherKey = deriveKey('another secret key for tests, and nothing else', 'comment-reply');
    const otherPurpose = deriveKey(server.deps.config.secretKey, 'invoice-link');
    const forged = {
      nobody: 'nobody@reply.quittance.test',
      'a character changed': `reply+r1${turned}@reply.quittance.test`,
      'another domain': toAsker.replace('reply.quittance.test', 'evil.example'),
      'no domain': `reply+r1${token}`,
      'signed with another key': buildReplyAddress(otherKey, claim, 'reply.quittance.test'),
      'signed for another purpose': buildReplyAddress(otherPurpose, claim, 'reply.quittance.test'),
      'a header in it': `${toAsker}\r\nX: y`,
      NUL: `${toAsker}\0`,
    };
    for (const [what, address] of Object.entries(forged)) {
      const { body, chunksRead } = countedBody();
      const answer = await postStream(address, body);
      expect([what, answer.status, (await problemOf(answer)).code, chunksRead()]).toEqual([what, 404, 'not_found', 0]);
    }
    expect(await comments(id)).toHaveLength(2);
    // The same address, as a mail server may write it.
    expect((await post(toAsker.toUpperCase(), rawMail({ text: 'In capitals' }))).status).toBe(200);
    expect(await comments(id)).toHaveLength(3);
  });

  test('to an address that never left the house is not found', async () => {
    const { id, contactId } = await talk();
    await server.db
      .updateTable('comment_recipients')
      .set({ told_at: null })
      .where('document_id', '=', id)
      .where('contact_id', '=', contactId)
      .execute();
    const claim = await server.db
      .selectFrom('comment_recipients')
      .select('id')
      .where('document_id', '=', id)
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    const key = deriveKey(server.deps.config.secretKey, 'comment-reply');
    const address = buildReplyAddress(
      key,
      { id: claim.id, documentId: id, contactId, email: null },
      'reply.quittance.test',
    );
    expect((await post(address, rawMail({ text: 'x' }))).status).toBe(404);
  });

  test('of somebody who may not speak any more is answered like any other, and nothing is added', async () => {
    const disabled = await talk();
    await api('POST', `/v1/contacts/${disabled.contactId}/disable`);
    const moved = await talk();
    const elsewhere = await insertCustomer(server.db, { merchant_id: a.merchantId, name: 'Elsewhere' });
    await server.db.updateTable('contacts').set({ customer_id: elsewhere }).where('id', '=', moved.contactId).execute();
    const left = await talk();
    await setAdministrators(['new@merchant.example']);
    for (const [{ id }, address] of [
      [disabled, disabled.toAsker],
      [moved, moved.toAsker],
      [left, left.toBoss],
    ] as const) {
      const answer = await post(address, rawMail({ text: 'Still me' }));
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect((await comments(id)).map(({ text }) => text)).not.toContain('Still me');
      expect((await post(address, rawMail({ text: '' }))).status).toBe(200);
    }
    expect(await mailsNow()).toEqual([]);
    await setAdministrators(['boss@merchant.example']);
    expect((await post(left.toBoss, rawMail({ text: 'Back again' }))).status).toBe(200);
    expect((await comments(left.id)).map(({ text }) => text)).toContain('Back again');
  });

  test.each([
    ['nothing', { text: '> quoted' }, 'We found neither text nor a file'],
    ['too much', { text: 'x '.repeat(6000) }, 'It is too long'],
    ['a card number (T40)', { text: 'Take it from 4242 4242 4242 4242' }, 'number of a payment card'],
    [
      'only what cannot come',
      { text: '', parts: [attachment('all.zip', Buffer.from('PK\x03\x04'))] },
      'These files cannot be added: all.zip',
    ],
    [
      'nesting without end',
      { headers: { 'Content-Type': 'multipart/mixed; boundary="b0"' }, text: nested() },
      'We could not read it',
    ],
  ])('that holds %s is not added, and its author is told at the address that we know', async (_, mail, words) => {
    const { id, email, toAsker } = await talk();
    const headers = {
      From: 'victim@elsewhere.example',
      'Reply-To': 'victim@elsewhere.example',
      ...('headers' in mail && mail.headers),
    };
    expect((await post(toAsker, rawMail({ ...mail, headers }))).status).toBe(200);
    expect(await comments(id)).toHaveLength(2);
    const sent = await mailsNow();
    expect(sent.map(({ to, subject, replyTo }) => [to, subject, replyTo])).toEqual([
      [email, expect.stringMatching(/^Your answer about invoice T-\d+ was not added$/), 'hello@merchant.example'],
    ]);
    expect(sent[0]?.text).toContain(words);
    expect(sent[0]?.text).toContain(url(`/documents/${id}`));
    expect(sent[0]?.html).toContain(words);
  });

  test('that is refused brings no link back to life', async () => {
    const { email, toAsker } = await talk();
    const link = /http\S+\/i\/inv1_\S+/.exec(server.mails.findLast(({ to }) => to === email)?.text ?? '')?.[0] ?? '';
    const pdfStatus = async () => (await server.app.request(`${link}/pdf`)).status;
    expect(await pdfStatus()).toBe(200);
    server.clock.advance(150 * dayMs);
    expect(await pdfStatus()).toBe(404);
    expect((await post(toAsker, rawMail({ text: '' }))).status).toBe(200);
    expect((await mailsNow()).map(({ to }) => to)).toEqual([email]);
    expect(await pdfStatus()).toBe(404);
  });

  test('of the merchant that cannot be added tells its author, without a customer’s link', async () => {
    const { toBoss } = await talk();
    expect((await post(toBoss, rawMail({ text: '' }))).status).toBe(200);
    const sent = await mailsNow();
    expect(sent.map(({ to }) => to)).toEqual(['boss@merchant.example']);
    expect(sent[0]?.text).not.toContain('/i/');
  });

  test('with a file that may not come is added without it, and says which', async () => {
    const { id, email, toAsker } = await talk();
    const parts = [
      attachment('good.pdf', Buffer.from('%PDF-1.7')),
      attachment('a\u202e<b>.svg', Buffer.from('<svg/>')),
    ];
    const raw = rawMail({ text: 'Two files', parts });
    expect((await post(toAsker, raw)).status).toBe(200);
    expect((await post(toAsker, raw)).status).toBe(200);
    expect((await comments(id)).at(-1)).toMatchObject({ text: 'Two files', files: [{ fileName: 'good.pdf' }] });
    const told = (await mailsNow()).filter(({ to }) => to === email);
    expect(told.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Files from your answer .* are missing$/),
    ]);
    expect(told[0]?.html).not.toContain('<b>.svg');
    expect(told[0]?.text).toMatch(/without these files: a ?<b>\.svg\./);
  });

  test('with a hundred pictures that are none costs no more than one with five', async () => {
    const { id, toAsker } = await talk();
    let drawnCount = 0;
    const { pictures } = server.deps;
    server.deps.pictures = {
      ...pictures,
      redraw: async () => {
        drawnCount += 1;
        return { refusal: 'unreadable' };
      },
    };
    const signature = Buffer.from('89504e470d0a1a0a', 'hex');
    const parts = Array.from({ length: 100 }, (_, at) => attachment(`${at}.png`, signature));
    const answer = await post(toAsker, rawMail({ text: 'Look', parts }));
    server.deps.pictures = pictures;
    expect([answer.status, drawnCount]).toEqual([200, 5]);
    expect((await comments(id)).at(-1)).toMatchObject({ text: 'Look', files: [] });
  });

  test('after more than 180 days is not added, and says so', async () => {
    const { id, toAsker } = await talk();
    server.clock.advance(180 * dayMs - 1);
    expect((await post(toAsker, rawMail({ text: 'Late' }))).status).toBe(200);
    expect((await comments(id)).at(-1)?.text).toBe('Late');
    await mailsNow();
    server.clock.advance(1);
    expect((await post(toAsker, rawMail({ text: 'Too late' }))).status).toBe(200);
    expect((await comments(id)).at(-1)?.text).toBe('Late');
    expect((await mailsNow()).map(({ text }) => text).join('')).toContain('more than 180 days old');
  });

  test('too large is refused, and its author is told', async () => {
    const { email, toAsker } = await talk();
    const refused = await post(toAsker, new Uint8Array(31 * 1024 * 1024));
    expect([refused.status, (await problemOf(refused)).code]).toEqual([413, 'payload_too_large']);
    const sent = await mailsNow();
    expect(sent.map(({ to }) => to)).toEqual([email]);
    expect(sent[0]?.text).toContain('It is too large');
  });

  test('must come as a message', async () => {
    const { toAsker } = await talk();
    const refused = await post(toAsker, '{}', { 'Content-Type': 'application/json' });
    expect([refused.status, (await problemOf(refused)).code]).toEqual([415, 'unsupported_media_type']);
  });

  test('counts like a comment by the portal (T62), and is to be delivered later', async () => {
    const { id, asker, toAsker } = await talk();
    for (let count = 2; count <= 20; count += 1) await asker.say(id, `thing ${count}`);
    const refused = await post(toAsker, rawMail({ text: 'thing 21' }));
    expect([refused.status, (await problemOf(refused)).code]).toEqual([429, 'too_many_comments']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3000);
    expect(await comments(id)).toHaveLength(21);
  });

  test('floods end before they are read, and tell their author three times', async () => {
    const { email, toAsker } = await talk();
    const statuses: number[] = [];
    for (let count = 1; count <= 41; count += 1) {
      const headers = { 'Content-Type': 'text/plain' };
      statuses.push((await post(toAsker, count < 6 ? rawMail({ text: '' }) : '', headers)).status);
    }
    expect(statuses.slice(0, 40).every((status) => status === 415)).toBe(true);
    expect(statuses[40]).toBe(429);
    const other = await talk();
    for (let count = 1; count <= 5; count += 1) await post(other.toAsker, rawMail({ text: '' }));
    expect((await mailsNow()).filter(({ to }) => to === other.email)).toHaveLength(3);
    expect(server.mails.some(({ to, subject }) => to === email && subject.startsWith('Your answer'))).toBe(false);
  });

  test('carries no header, markup or other reader into what we send', async () => {
    const { id, asker, email, toBoss } = await talk();
    const From = '=?utf-8?B?' + Buffer.from('Els\r\nBcc: evil').toString('base64') + '?= <x@y.example>';
    const headers = { From, Subject: 'x', Cc: 'evil@elsewhere.example', Bcc: 'evil@elsewhere.example' };
    await post(toBoss, rawMail({ headers, text: '<img src=x onerror=alert(1)> https://evil.example' }));
    server.clock.advance(10 * 60_000);
    const sent = await mailsNow();
    expect(sent.map(({ to }) => to)).toEqual([email]);
    expect(sent[0]?.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(sent[0]?.html).not.toContain('href="https://evil.example');
    expect((await asker.thread(id)).comments.at(-1)?.author.name).toBe('Els Bcc: evil');
  });

  test('reaches one conversation of one merchant and no other', async () => {
    const { toAsker } = await talk();
    const before = await server.db.selectFrom('comments').select('id').where('document_id', '=', b.invoiceId).execute();
    await post(toAsker, rawMail({ headers: { Subject: b.invoiceId }, text: `About ${b.invoiceId}` }));
    const after = await server.db.selectFrom('comments').select('id').where('document_id', '=', b.invoiceId).execute();
    expect(after).toEqual(before);
  });
});

test('without a domain for replies no address is ours', async () => {
  const server = await testApp();
  const { a } = await insertTwoCompanies(server.db);
  await (await openSpeaker(server, a)).say(a.invoiceId, 'Hello');
  await server.drainJobs();
  const address = server.mails[0]?.replyTo ?? '';
  server.deps.config = { ...server.deps.config, replyDomain: null };
  const answer = await server.app.request(url(`/webhooks/inbound-mail/${encodeURIComponent(address)}`), {
    method: 'POST',
    headers: { 'Content-Type': 'message/rfc822' },
    body: rawMail({ text: 'x' }),
  });
  expect(answer.status).toBe(404);
  await server.close();
});

function latin1(raw: string): Uint8Array {
  return Buffer.from(raw, 'latin1');
}

function nested(): string {
  return Array.from(
    { length: 200 },
    (_, depth) => `--b${depth}\nContent-Type: multipart/mixed; boundary="b${depth + 1}"\n\n`,
  ).join('');
}
