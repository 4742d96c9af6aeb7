import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { drained, keepIn, smtpRefusal, startMailServer } from '../testing/mail-server.ts';
import { testApp, type TestApp } from '../testing.ts';
import type { MailKind } from './mail-kind.ts';
import type { Mailer } from './mailer.ts';
import { queueMail } from './queue-mail.ts';
import { smtpMailer } from './smtp-mailer.ts';

type MailServer = Awaited<ReturnType<typeof startMailServer>>;

let behaviour: SMTPServerOptions['onRcptTo'];
let atContent: SMTPServerOptions['onData'];
let post: MailServer;
let mailer: Mailer & { close(): void };
let server: TestApp;
let company: Company;

beforeAll(async () => {
  post = await startMailServer({
    onRcptTo: (address, session, done) => (behaviour ?? accept)(address, session, done),
    onData: (stream, session, done) => (atContent ?? keepIn(post.received))(stream, session, done),
  });
  mailer = smtpMailer(post.url, { connectMs: 2000, silenceMs: 2000, wholeMs: 5000 });
  server = await testApp({ mailer });
  company = (await insertTwoCompanies(server.db)).a;
});
afterAll(async () => {
  await server.close();
  mailer.close();
  await post.stop();
});
afterEach(() => {
  behaviour = undefined;
  atContent = undefined;
  post.received.splice(0);
});

const accept: NonNullable<SMTPServerOptions['onRcptTo']> = (_, __, done) => done();
const hourMs = 3_600_000;

async function queue(kind: MailKind = 'invoice'): Promise<string> {
  const { merchantId, entityId, invoiceId: documentId, contactId, email: to } = company;
  const said = { fromName: 'Noorderlicht', replyTo: null, subject: 'Hi', text: 'Hi', html: '<p>Hi</p>' };
  return server.db
    .transaction()
    .execute((trx) => queueMail(server.deps, trx, { merchantId, entityId, documentId, contactId, kind, to, ...said }));
}

const rowOf = (mailId: string) =>
  server.db.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirstOrThrow();
/** What of the mail's words and links is left in the database. */
const bodiesOf = async (mailId: string) => {
  const { text_body, html_body } = await rowOf(mailId);
  return text_body + html_body;
};
const failuresOf = async (mailId: string) =>
  (await server.db.selectFrom('document_events').selectAll().where('kind', '=', 'mail_failed').execute()).filter(
    ({ data }) => data['mailId'] === mailId,
  );
const messageIds = () => post.received.map(({ source }) => /^Message-ID: (.*)$/m.exec(source)?.[1]?.trim());

describe('a mail', () => {
  test('that the server took is marked and never sent again', async () => {
    const mailId = await queue();
    expect(await server.drainJobs()).toEqual([]);
    expect(await rowOf(mailId)).toMatchObject({ sent_at: server.clock.now(), failed_at: null, last_error: null });
    expect(await bodiesOf(mailId)).toBe('');
    await server.deps.jobs.enqueue(server.db, 'deliver-mail', { merchantId: company.merchantId, mailId });
    await server.drainJobs();
    expect(post.received.map(({ to }) => to)).toEqual([[company.email]]);
  });

  test('that was put off keeps its number until it is taken', async () => {
    behaviour = (_, __, done) => done(smtpRefusal(451, 'greylisted, come back'));
    const mailId = await queue();
    expect(await server.drainJobs()).toHaveLength(1);
    expect((await rowOf(mailId)).last_error).toContain('greylisted, come back');
    expect(await bodiesOf(mailId)).toBe('Hi<p>Hi</p>');
    atContent = (stream, _, done) => drained(stream, () => done(smtpRefusal(452, 'disk full')));
    behaviour = undefined;
    expect(await server.drainJobs()).toHaveLength(1);
    atContent = undefined;
    server.clock.advance(20 * hourMs);
    expect(await server.drainJobs()).toEqual([]);
    expect(messageIds()).toEqual([(await rowOf(mailId)).message_id]);
    expect(await failuresOf(mailId)).toEqual([]);
  });

  test('that was refused for good is not tried again, and its document says so', async () => {
    behaviour = (_, __, done) => done(smtpRefusal(550, 'no such user'));
    const mailId = await queue();
    expect(await server.drainJobs()).toEqual([]);
    const row = await rowOf(mailId);
    expect(row).toMatchObject({ sent_at: null, failed_at: server.clock.now() });
    expect(row.last_error).toContain('no such user');
    expect(await bodiesOf(mailId)).toBe('');
    expect(await failuresOf(mailId)).toMatchObject([
      { document_id: company.invoiceId, contact_id: company.contactId, data: { to: company.email } },
    ]);
    behaviour = undefined;
    await server.drainJobs();
    expect(post.received).toEqual([]);
  });

  test.each<[MailKind, number]>([
    ['invoice', 36 * hourMs],
    ['sign_in', hourMs / 6],
  ])('about %s is given up after %d ms without a server, once', async (kind, waitedMs) => {
    behaviour = (_, __, done) => done(smtpRefusal(421, 'down'));
    const mailId = await queue(kind);
    expect(await server.drainJobs()).toHaveLength(1);
    server.clock.advance(waitedMs);
    expect(await server.drainJobs()).toHaveLength(1);
    expect((await rowOf(mailId)).failed_at).toBeNull();
    server.clock.advance(1);
    expect(await server.drainJobs()).toEqual([]);
    expect((await rowOf(mailId)).failed_at).toEqual(server.clock.now());
    expect(await failuresOf(mailId)).toHaveLength(1);
  });
});
