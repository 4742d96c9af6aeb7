import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pendingChallengeSchema, signedInBrowserSchema } from '@quittance/shared/access.ts';
import { sessionViewSchema } from '@quittance/shared/customer-view.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openBrowser, type Browser } from '../testing/browser.ts';
import { insertContact, insertCustomer, insertTwoCompanies } from '../testing/fixtures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeEach(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
});
afterEach(() => server.close());

const start = '2026-03-16T09:00:00Z';
const day = 86_400_000;

async function ask(browser: Browser, email = world.a.email, more: object = {}): Promise<Response> {
  return browser.postJson('/api/auth/challenge', { email, ...more });
}

/** Lets the mails go out and reads the newest one. */
async function lastMail(): Promise<{ to: string; code: string; link: string }> {
  expect(await server.drainJobs()).toEqual([]);
  const mail = server.mails.at(-1);
  const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '';
  const link = /http:\/\/quittance\.test(\/auth\/l\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  return { to: mail?.to ?? '', code, link };
}

const verify = (browser: Browser, code: string) => browser.postJson('/api/auth/verify', { code });

async function signedIn(email = world.a.email, more: object = {}): Promise<Browser> {
  const browser = openBrowser(server);
  await ask(browser, email, more);
  expect((await verify(browser, (await lastMail()).code)).status).toBe(200);
  return browser;
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const whoAmI = async (browser: Browser) => (await browser.get('/api/session')).status;
const refusal = async (answer: Response) => [answer.status, (await problemOf(answer)).code];

describe('a code', () => {
  test('signs in the browser that asked for it', async () => {
    const browser = openBrowser(server);
    const asked = await ask(browser);
    expect([asked.status, await asked.json()]).toEqual([202, { status: 'accepted' }]);
    const mail = await lastMail();
    expect(mail.to).toBe(world.a.email);
    const answer = await verify(browser, `${mail.code.slice(0, 3)} ${mail.code.slice(3)}`);
    expect(await answer.json()).toEqual({ path: '/invoices' });
    const session = sessionViewSchema.parse(await (await browser.get('/api/session')).json());
    expect(session).toMatchObject({ email: world.a.email, language: 'en' });
    expect(session.customers).toEqual([{ id: world.a.customerId, name: world.a.name }]);
    expect(session.entities.map(({ slug }) => slug)).toEqual(['noorderlicht']);
  });

  test('is good only with the cookie of its own challenge (T06)', async () => {
    const [one, other] = [openBrowser(server), openBrowser(server)];
    await ask(one);
    const first = await lastMail();
    await ask(other);
    const second = await lastMail();
    expect(second.code).not.toBe(first.code);
    expect(await refusal(await verify(other, first.code))).toEqual([401, 'code_wrong']);
    expect(await refusal(await verify(openBrowser(server), first.code))).toEqual([410, 'challenge_expired']);
    const tries = await server.db
      .selectFrom('sign_in_challenges')
      .select('tries_count')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    expect(tries.map(({ tries_count }) => tries_count)).toEqual([0, 1]);
    expect((await verify(one, first.code)).status).toBe(200);
  });

  test('can be guessed at five times, then even the right one is dead (T04)', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    const { code } = await lastMail();
    const answers = await Promise.all(Array.from({ length: 200 }, () => verify(browser, wrong(code))));
    const refusals = await Promise.all(answers.map(async (answer) => (await refusal(answer)).join(' ')));
    expect(refusals.filter((text) => text === '401 code_wrong')).toHaveLength(4);
    expect(refusals.filter((text) => text === '401 challenge_dead')).toHaveLength(196);
    const { tries_count } = await server.db
      .selectFrom('sign_in_challenges')
      .select('tries_count')
      .executeTakeFirstOrThrow();
    expect(tries_count).toBe(5);
    expect(await refusal(await verify(browser, code))).toEqual([401, 'challenge_dead']);
    expect(await whoAmI(browser)).toBe(401);
  });

  test('that is wrong tells how often one may still try, also to an address that nobody knows', async () => {
    for (const email of [world.a.email, 'nobody@nowhere.example']) {
      const browser = openBrowser(server);
      await ask(browser, email);
      const told: unknown[] = [];
      for (let guess = 0; guess < 5; guess += 1)
        told.push((await problemOf(await verify(browser, `00000${guess}`))).triesLeft);
      expect(told).toEqual([4, 3, 2, 1, undefined]);
    }
  });

  test.each([
    [599, [200]],
    [601, [410, 'challenge_expired']],
  ])('%i seconds old gives %j (T07)', async (seconds, expected) => {
    const browser = openBrowser(server);
    await ask(browser);
    const { code } = await lastMail();
    server.clock.advance(seconds * 1000);
    const answer = await verify(browser, code);
    expect(answer.ok ? [answer.status] : await refusal(answer)).toEqual(expected);
  });

  test('that expired is sent anew to the same address with one tap (T07)', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    await lastMail();
    server.clock.advance(601_000);
    expect(await (await browser.get('/api/auth/challenge')).json()).toMatchObject({ maskedEmail: 'a***@a.example' });
    expect((await browser.postJson('/api/auth/challenge/again', {})).status).toBe(202);
    expect((await verify(browser, (await lastMail()).code)).status).toBe(200);
  });

  test('asked for again soon is the same, later another', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    const first = await lastMail();
    server.clock.advance(299_000);
    await ask(browser);
    expect(server.mails).toHaveLength(1);
    expect(await lastMail()).toEqual(first);
    expect(server.mails).toHaveLength(2);
    server.clock.advance(1_000);
    await ask(browser);
    const later = await lastMail();
    expect(later.code).not.toBe(first.code);
    expect((await verify(browser, later.code)).status).toBe(200);
  });

  test('used twice at once makes one session, and the same browser gets it again for 30 seconds (T03)', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    const { code } = await lastMail();
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(browser, code)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(new Set(answers.map((answer) => answer.headers.get('Set-Cookie'))).size).toBe(1);
    expect(await server.db.selectFrom('sessions').select('id').execute()).toHaveLength(1);
    expect(await refusal(await verify(browser, wrong(code)))).toEqual([410, 'challenge_expired']);
    server.clock.advance(30_000);
    expect((await verify(browser, code)).status).toBe(200);
    server.clock.advance(1_000);
    expect(await refusal(await verify(browser, code))).toEqual([410, 'challenge_expired']);
  });

  test('of a signed-out session does not bring it back', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    const { code } = await lastMail();
    await verify(browser, code);
    await browser.postJson('/api/auth/sign-out', {});
    expect(await refusal(await verify(browser, code))).toEqual([410, 'challenge_expired']);
  });

  test('and link are nowhere in the tables of signing in', async () => {
    const browser = await signedIn();
    const mail = await lastMail();
    const rows = [
      ...(await server.db.selectFrom('sign_in_challenges').selectAll().execute()),
      ...(await server.db.selectFrom('sessions').selectAll().execute()),
    ];
    const kept = JSON.stringify(
      rows.map((row) =>
        Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('base64url') : value)),
      ),
    );
    expect(kept).not.toContain(mail.code);
    expect(kept).not.toContain(mail.link.split('/').at(-1));
    for (const secret of browser.cookies.values()) expect(kept).not.toContain(secret);
  });
});

describe('whoever asks', () => {
  test('gets the same answer for a known, an unknown and a disabled address (T08)', async () => {
    await server.db
      .updateTable('contacts')
      .set({ disabled_at: new Date(start) })
      .where('id', '=', world.a.colleagueId)
      .execute();
    const told = async (email: string) => {
      const answer = await ask(openBrowser(server), email);
      const headers = Object.fromEntries(answer.headers);
      const shape = { ...headers, 'set-cookie': headers['set-cookie']?.replace(/[\w-]{43}/, '…'), 'x-request-id': '…' };
      return { status: answer.status, body: await answer.text(), headers: shape };
    };
    const known = await told(world.a.email);
    expect(known.status).toBe(202);
    expect(await told('nobody@nowhere.example')).toEqual(known);
    expect(await told('a2@a.example')).toEqual(known);
    await lastMail();
    expect(server.mails.map(({ to }) => to)).toEqual([world.a.email]);
  });

  test('finds no difference between a wrong code for a known and for an unknown address (T08)', async () => {
    const told = async (email: string) => {
      const browser = openBrowser(server);
      await ask(browser, email);
      const { entity, expiresAt } = pendingChallengeSchema.parse(
        await (await browser.get('/api/auth/challenge')).json(),
      );
      const answers = [];
      for (let guess = 0; guess < 6; guess += 1) answers.push(await refusal(await verify(browser, '000000')));
      return { entity, expiresAt, answers };
    };
    const known = await told(world.a.email);
    expect(await told('nobody@nowhere.example')).toEqual(known);
  });

  test('does the look-up and the mail in a job, after the answer (T08)', async () => {
    await ask(openBrowser(server));
    const { contact_id, is_mail_due } = await server.db
      .selectFrom('sign_in_challenges')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([contact_id, is_mail_due, server.mails.length]).toEqual([null, true, 0]);
  });

  test('cannot flood a mailbox: five mails an hour, ten a day, and the answer stays the same (T05, T09)', async () => {
    const limited = await testApp({ config: { ...server.deps.config, trustedProxies: 1 } });
    const { a } = await insertTwoCompanies(limited.db);
    const statuses = new Set<number>();
    const askOften = async (mailsMax: number) => {
      for (let request = 0; request < 30; request += 1) {
        const browser = openBrowser(limited, { 'X-Forwarded-For': `192.0.2.${request}` });
        statuses.add((await ask(browser, request % 2 === 0 ? a.email : a.email.toUpperCase())).status);
      }
      expect(await limited.drainJobs()).toEqual([]);
      expect(limited.mails).toHaveLength(mailsMax);
      // The window of the hour is over, that of the day, with at most ten, is not.
      await limited.db.updateTable('rate_limits').set({ expire: 0 }).where('points', '>', 10).execute();
    };
    await askOften(5);
    await askOften(10);
    await askOften(10);
    expect(statuses).toEqual(new Set([202]));
    await limited.close();
  });

  test('is slowed down by client address, whatever the forwarded header claims (T09, T56)', async () => {
    const statuses: number[] = [];
    for (let request = 0; request < 21; request += 1) {
      const browser = openBrowser(server, { 'X-Forwarded-For': `192.0.2.${request}` });
      statuses.push((await ask(browser, `nobody-${request}@nowhere.example`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 202), 429]);
    const refused = await ask(openBrowser(server), 'nobody@nowhere.example');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3500);
  });

  test('beyond the limit keeps the code that was mailed before', async () => {
    const browser = openBrowser(server);
    for (let mail = 0; mail < 5; mail += 1) await ask(browser);
    const { code } = await lastMail();
    server.clock.advance(360_000);
    await ask(browser);
    expect((await verify(browser, code)).status).toBe(200);
  });

  test('must do so from a page of ours (T10, T32)', async () => {
    const body = JSON.stringify({ email: world.a.email });
    const json = { 'Content-Type': 'application/json' };
    for (const headers of [
      json,
      { ...json, Origin: 'http://evil.test' },
      { ...json, Origin: url(''), 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      const answer = await server.app.request(url('/api/auth/challenge'), { method: 'POST', headers, body });
      expect(await refusal(answer)).toEqual([403, 'cross_site_request']);
    }
    const typed = { 'Content-Type': 'text/plain', Origin: url('') };
    const answer = await server.app.request(url('/api/auth/challenge'), { method: 'POST', headers: typed, body });
    expect(await refusal(answer)).toEqual([415, 'unsupported_media_type']);
  });

  test('cannot choose where the mail leads (T14)', async () => {
    const headers = { 'Content-Type': 'application/json', Origin: url(''), 'X-Forwarded-Host': 'evil.test' };
    const body = JSON.stringify({ email: world.a.email });
    const answer = await server.app.request(url('/api/auth/challenge'), { method: 'POST', headers, body });
    expect(await refusal(answer)).toEqual([421, 'wrong_host']);
    expect(
      (await server.app.request('http://evil.test/api/auth/challenge', { method: 'POST', headers, body })).status,
    ).toBe(421);
    expect(await server.drainJobs()).toEqual([]);
    expect(server.mails).toEqual([]);
  });

  test('is told what is wrong with what was sent (T27)', async () => {
    const wrongBodies: [object, string][] = [
      [{}, 'body.email'],
      [{ email: 'no address' }, 'body.email'],
      [{ email: ['a1@a.example'] }, 'body.email'],
      [{ email: `${'x'.repeat(250)}@a.example` }, 'body.email'],
      [{ email: 'a1@a.example', next: '//evil.test' }, 'body.next'],
      [{ email: 'a1@a.example', documentId: '//evil.test' }, 'body.documentId'],
      [{ email: 'a1@a.example', page: '//evil.test' }, 'body.page'],
      [{ email: 'a1@a.example', entity: '../x' }, 'body.entity'],
    ];
    for (const [body, path] of wrongBodies) {
      const answer = await openBrowser(server).postJson('/api/auth/challenge', body);
      const problem = await problemOf(answer);
      expect([answer.status, problem.code, problem.issues?.[0]?.path]).toEqual([422, 'invalid_request', path]);
    }
    expect(await server.db.selectFrom('sign_in_challenges').select('id').execute()).toEqual([]);
  });

  test('on an installation without an entity is told that nothing is set up', async () => {
    const empty = await testApp();
    expect(await refusal(await ask(openBrowser(empty), 'a1@a.example'))).toEqual([503, 'not_ready']);
    await empty.close();
  });

  test('is written to in the name of the entity that was hinted at', async () => {
    await ask(openBrowser(server), world.c.email, { entity: 'zuiderzon' });
    await lastMail();
    expect(server.mails.at(-1)).toMatchObject({
      to: world.c.email,
      from: { name: expect.stringContaining('Zuiderzon') },
    });
    await ask(openBrowser(server), world.a.email, { entity: 'no-such-entity' });
    await lastMail();
    expect(server.mails.at(-1)?.from.name).toContain('Noorderlicht');
  });
});

describe('guessing at everybody', () => {
  test('stops codes and leaves links, and raises an alarm (T05)', async () => {
    const alarms: unknown[] = [];
    const log = Object.assign(Object.create(server.deps.log), { error: (fields: unknown) => alarms.push(fields) });
    const guarded = await testApp({ log });
    const { a } = await insertTwoCompanies(guarded.db);
    const browser = openBrowser(guarded);
    await ask(browser, a.email);
    await guarded.drainJobs();
    const text = guarded.mails[0]?.text ?? '';
    const code = /\b\d{6}\b/.exec(text)?.[0] ?? '';
    const counters = async () =>
      (await guarded.db.selectFrom('rate_limits').select('key').execute()).map(({ key }) => key);
    const before = await counters();
    await verify(browser, wrong(code));
    const failures = (await counters()).filter((key) => !before.includes(key));
    await guarded.db.updateTable('rate_limits').set({ points: 1000 }).where('key', 'in', failures).execute();
    const spray = openBrowser(guarded);
    await ask(spray, 'nobody@nowhere.example');
    expect(await refusal(await verify(spray, '000000'))).toEqual([401, 'code_wrong']);
    expect(alarms).toEqual([expect.objectContaining({ alarm: 'sign_in_codes_paused' })]);
    expect(await refusal(await verify(browser, code))).toEqual([429, 'codes_paused']);
    const link = /http:\/\/quittance\.test(\/auth\/l\/\S+)/.exec(text)?.[1] ?? '';
    const page = /name="page" value="([\w-]+)"/.exec(await (await browser.get(link)).text())?.[1] ?? '';
    expect((await browser.postForm(link, { page })).headers.get('Location')).toBe('/invoices');
    await guarded.close();
  });
});

describe('a session', () => {
  test('lasts 12 hours, or on a remembered device 30 days and 14 unused (T18)', async () => {
    const short = await signedIn();
    const long = await signedIn(world.b.email, { remember: true });
    server.clock.set('2026-03-16T20:59:59Z');
    expect([await whoAmI(short), await whoAmI(long)]).toEqual([200, 200]);
    server.clock.set('2026-03-16T21:00:00Z');
    expect([await whoAmI(short), await whoAmI(long)]).toEqual([401, 200]);
    server.clock.advance(14 * day - 60_000);
    expect(await whoAmI(long)).toBe(200);
    server.clock.advance(14 * day);
    expect(await whoAmI(long)).toBe(401);
  });

  test('ends after 30 days however busy (T18)', async () => {
    const browser = await signedIn(world.a.email, { remember: true });
    for (let week = 1; week <= 3; week += 1) {
      server.clock.advance(9 * day);
      expect(await whoAmI(browser)).toBe(200);
    }
    server.clock.set('2026-04-15T08:59:59Z');
    expect(await whoAmI(browser)).toBe(200);
    server.clock.set('2026-04-15T09:00:00Z');
    expect(await whoAmI(browser)).toBe(401);
  });

  test('is new on every sign-in and the one before is dead (T15)', async () => {
    const browser = openBrowser(server);
    browser.cookies.set('__Host-sid', 'A'.repeat(43));
    await ask(browser);
    await verify(browser, (await lastMail()).code);
    const first = browser.cookies.get('__Host-sid') ?? '';
    expect(first).not.toBe('A'.repeat(43));
    server.clock.advance(360_000);
    await ask(browser);
    await verify(browser, (await lastMail()).code);
    expect(browser.cookies.get('__Host-sid')).not.toBe(first);
    const stolen = openBrowser(server);
    stolen.cookies.set('__Host-sid', first);
    expect(await whoAmI(stolen)).toBe(401);
    expect(await whoAmI(browser)).toBe(200);
  });

  test('lives in cookies that no script and no other site can touch (T16)', async () => {
    const browser = openBrowser(server);
    const asked = await ask(browser, world.a.email, { remember: true });
    const verified = await verify(browser, (await lastMail()).code);
    for (const line of [...asked.headers.getSetCookie(), ...verified.headers.getSetCookie()]) {
      expect(line).toMatch(/^__Host-(sid|chal)=[\w-]{43}; /);
      expect(line.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
      expect(line).not.toContain('Domain');
    }
    expect(verified.headers.get('Set-Cookie')).toContain('Max-Age=2592000');
  });

  test('is forgotten with the browser unless the device is to remember it', async () => {
    const browser = openBrowser(server);
    await ask(browser);
    expect((await verify(browser, (await lastMail()).code)).headers.get('Set-Cookie')).not.toMatch(/Max-Age|Expires/);
  });

  test('remembers the device when the person says so with the code, or forgets it', async () => {
    for (const [asked, said] of [
      [false, true],
      [true, false],
    ]) {
      const browser = openBrowser(server);
      await ask(browser, said ? world.a.email : world.b.email, { remember: asked });
      const answer = await browser.postJson('/api/auth/verify', { code: (await lastMail()).code, remember: said });
      expect(answer.headers.get('Set-Cookie')?.includes('Max-Age')).toBe(said);
      expect(await (await browser.get('/api/session')).json()).toMatchObject({ isRemembered: said });
    }
  });

  test('ends with the contact, and so does an open challenge (T17)', async () => {
    const browser = await signedIn();
    const other = openBrowser(server);
    await ask(other);
    const { code } = await lastMail();
    expect(await whoAmI(browser)).toBe(200);
    await server.db
      .updateTable('contacts')
      .set({ disabled_at: new Date(start) })
      .where('id', '=', world.a.contactId)
      .execute();
    expect(await whoAmI(browser)).toBe(401);
    expect(await refusal(await verify(other, code))).toEqual([401, 'challenge_dead']);
  });

  test('ends when the contact gets another address (T17)', async () => {
    const browser = await signedIn();
    await server.db
      .updateTable('contacts')
      .set({ email: 'new@a.example' })
      .where('id', '=', world.a.contactId)
      .execute();
    expect(await whoAmI(browser)).toBe(401);
  });

  test('covers every customer of the merchant that the address is an enabled contact of, and no other merchant', async () => {
    const also = await insertCustomer(server.db, { merchant_id: world.merchantId, name: 'Zebra-canary' });
    await insertContact(server.db, { merchant_id: world.merchantId, customer_id: also, email: world.a.email });
    await insertContact(server.db, {
      merchant_id: world.otherMerchantId,
      customer_id: world.c.customerId,
      email: world.a.email,
    });
    const browser = await signedIn();
    const names = async () =>
      sessionViewSchema.parse(await (await browser.get('/api/session')).json()).customers.map(({ name }) => name);
    expect(await names()).toEqual([world.a.name, 'Zebra-canary']);
    await server.db
      .updateTable('contacts')
      .set({ disabled_at: new Date(start) })
      .where('customer_id', '=', also)
      .execute();
    expect(await names()).toEqual([world.a.name]);
  });

  test('ends with signing out, here and in what the cookie was copied to', async () => {
    const browser = await signedIn();
    const copy = openBrowser(server);
    copy.cookies.set('__Host-sid', browser.cookies.get('__Host-sid') ?? '');
    const left = await browser.postJson('/api/auth/sign-out', {});
    expect([left.status, left.headers.get('Clear-Site-Data')]).toEqual([204, '"storage"']);
    expect(browser.cookies.has('__Host-sid')).toBe(false);
    expect(await whoAmI(copy)).toBe(401);
    expect((await browser.postJson('/api/auth/sign-out', {})).status).toBe(204);
  });

  test('can be seen and ended from another browser of the same person, and from nobody else’s (T18)', async () => {
    const lost = await signedIn();
    const stranger = await signedIn(world.b.email);
    const browser = await signedIn();
    const listed = await (await browser.get('/api/sessions')).json();
    const { sessions } = z.strictObject({ sessions: z.array(signedInBrowserSchema) }).parse(listed);
    expect(sessions.map(({ isThisOne }) => isThisOne)).toEqual([true, false]);
    const id = sessions[1]?.id ?? '';
    expect((await stranger.postJson(`/api/sessions/${id}/end`, {})).status).toBe(404);
    expect(await whoAmI(lost)).toBe(200);
    expect((await browser.postJson(`/api/sessions/${id}/end`, {})).status).toBe(204);
    expect((await browser.postJson(`/api/sessions/${id}/end`, {})).status).toBe(204);
    expect([await whoAmI(lost), await whoAmI(browser), await whoAmI(stranger)]).toEqual([401, 200, 200]);
  });

  test('goes on only to a page of ours, whatever the request asks for (T12)', async () => {
    const hostile = [
      '//evil.test',
      '/\\evil.test',
      'https:evil.test',
      'javascript:alert(1)',
      '%2f%2fevil.test',
      '/%09/evil.test',
      'http://ok@evil.test',
      '///evil.test',
    ];
    for (const [index, next] of hostile.entries()) {
      const email = `person-${index}@a.example`;
      await insertContact(server.db, { merchant_id: world.merchantId, customer_id: world.a.customerId, email });
      const browser = openBrowser(server);
      const query = `?next=${encodeURIComponent(next)}&returnTo=${encodeURIComponent(next)}`;
      await browser.postForm(`/sign-in${query}`, { email });
      const answer = await browser.postForm(`/sign-in/code${query}`, { code: (await lastMail()).code });
      expect(answer.headers.get('Location')).toBe('/invoices');
    }
  });

  test('goes on to the document that was asked for', async () => {
    const browser = openBrowser(server);
    await ask(browser, world.a.email, { documentId: world.a.invoiceId });
    const answer = await verify(browser, (await lastMail()).code);
    expect(await answer.json()).toEqual({ path: `/documents/${world.a.invoiceId}` });
  });

  test.each([
    '/downloads',
    '/pay/drafts/0198b5a2-3333-7000-8000-000000000001',
    '/pay/overdue?entity=noorderlicht&customer=0198b5a2-3333-7000-8000-000000000001&currency=EUR',
  ])('goes on to the page that it was asked for on: %s', async (page) => {
    const browser = openBrowser(server);
    await ask(browser, world.a.email, { page });
    const answer = await verify(browser, (await lastMail()).code);
    expect(await answer.json()).toEqual({ path: page });
  });
});

test('what has expired is kept for a week and then forgotten', async () => {
  const browser = openBrowser(server);
  await ask(browser);
  await server.drainJobs();
  const count = async () => (await server.db.selectFrom('sign_in_challenges').select('id').execute()).length;
  const counters = async () => (await server.db.selectFrom('rate_limits').select('key').execute()).length;
  await server.db
    .updateTable('rate_limits')
    .set({ expire: Date.parse(start) })
    .execute();
  for (const [days, left] of [
    [6, 1],
    [2, 0],
  ] as const) {
    server.clock.advance(days * day);
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {});
    expect(await server.drainJobs()).toEqual([]);
    expect([await count(), Math.sign(await counters())]).toEqual([left, left]);
  }
});

describe('plain forms', () => {
  test('sign in without script', async () => {
    const browser = openBrowser(server);
    const asked = await browser.postForm('/sign-in', { email: ' A1@A.example ', remember: 'on' });
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, '/sign-in/code']);
    const { code } = await lastMail();
    const failed = await browser.postForm('/sign-in/code', { code: wrong(code) });
    expect([failed.status, failed.headers.get('Location')]).toEqual([303, '/sign-in/code?error=code_wrong']);
    const answer = await browser.postForm('/sign-in/code', { code });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invoices']);
    expect(await whoAmI(browser)).toBe(200);
    const left = await browser.postForm('/sign-out');
    expect([left.headers.get('Location'), left.headers.get('Clear-Site-Data')]).toEqual(['/sign-in', '"storage"']);
    expect(await whoAmI(browser)).toBe(401);
  });

  test('send the code again, or say that there is none', async () => {
    const browser = openBrowser(server);
    expect((await browser.postForm('/sign-in/again')).headers.get('Location')).toBe('/sign-in?error=challenge_expired');
    await browser.postForm('/sign-in', { email: world.a.email });
    expect((await browser.postForm('/sign-in/again')).headers.get('Location')).toBe('/sign-in/code');
  });
});
