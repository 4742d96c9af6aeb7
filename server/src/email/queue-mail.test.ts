import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { testApp, type TestApp } from '../testing.ts';
import { queueMail, type QueuedMail } from './queue-mail.ts';
import { queueSignInMail } from './queue-sign-in-mail.ts';

let server: TestApp;
let companies: Awaited<ReturnType<typeof insertTwoCompanies>>;

beforeAll(async () => {
  server = await testApp();
  companies = await insertTwoCompanies(server.db);
});
afterAll(() => server.close());
beforeEach(() => server.mails.splice(0));

function draft(fields: Partial<QueuedMail> = {}): QueuedMail {
  const { merchantId, entityId } = companies;
  return {
    merchantId,
    entityId,
    kind: 'sign_in',
    to: 'jan@customer.example',
    fromName: 'Noorderlicht',
    replyTo: null,
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    ...fields,
  };
}

const queue = (mail: QueuedMail) => server.db.transaction().execute((trx) => queueMail(server.deps, trx, mail));

describe('a queued mail', () => {
  test('goes out once, however often its job runs', async () => {
    const mailId = await queue(draft());
    expect(await server.drainJobs()).toEqual([]);
    await server.db
      .transaction()
      .execute((trx) => server.deps.jobs.enqueue(trx, 'deliver-mail', { merchantId: companies.merchantId, mailId }));
    await server.drainJobs();
    expect(server.mails).toMatchObject([{ to: 'jan@customer.example', messageId: `<${mailId}@quittance.test>` }]);
  });

  test('does not go out when the transaction that tells of it is rolled back', async () => {
    const undone = server.db.transaction().execute(async (trx) => {
      await queueMail(server.deps, trx, draft());
      throw new Error('the fact did not happen');
    });
    await expect(undone).rejects.toThrow('the fact did not happen');
    await server.drainJobs();
    expect(server.mails).toEqual([]);
  });

  test.each([
    ['to', { to: 'jan@customer.example\r\nBcc: evil@example.com' }],
    ['to', { to: 'jan@customer.example, evil@example.com' }],
    ['to', { to: 'Jan <jan@customer.example>' }],
    ['to', { to: '' }],
    ['fromName', { fromName: 'Noorderlicht\nBcc: evil@example.com' }],
    ['replyTo', { replyTo: 'a@b.example\rBcc: evil@example.com' }],
    ['subject', { subject: 'Hello\r\n\r\n<script>' }],
    ['subject', { subject: 'Hello\0' }],
    ['subject', { subject: 'Hello\u2028Bcc: evil@example.com' }],
    [
      'attachments.0.fileName',
      { attachments: [{ fileName: 'a\r\nX: y.pdf', mediaType: 'application/pdf', sha256: '0' }] },
    ],
    ['attachments.0.mediaType', { attachments: [{ fileName: 'a.pdf', mediaType: 'text/plain\nX: y', sha256: '0' }] }],
  ])('is refused by the name of the field when %s carries more than it should: %j', async (path, fields) => {
    await expect(queue(draft(fields))).rejects.toMatchObject({
      code: 'invalid_request',
      extra: { issues: [{ path: `mail.${path}` }] },
    });
    await server.drainJobs();
    expect(server.mails).toEqual([]);
  });

  test('is given up when it cannot be sent in time, and its code has expired by then', async () => {
    const mailId = await queue(draft());
    server.clock.advance(10 * 60_000 + 1);
    expect(await server.drainJobs()).toEqual([]);
    expect(server.mails).toEqual([]);
    const row = await server.db.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      sent_at: null,
      failed_at: server.clock.now(),
      last_error: 'could not be sent in time',
    });
  });
});

describe('a sign-in mail', () => {
  const signIn = (language: string | null) =>
    server.db.transaction().execute((trx) =>
      queueSignInMail(server.deps, trx, {
        merchantId: companies.merchantId,
        entityId: companies.entityId,
        contactId: companies.a.contactId,
        email: companies.a.email,
        language,
        code: '042137',
        linkUrl: 'http://quittance.test/auth/l/sgn1_abc',
        expiresAt: new Date('2026-03-16T09:10:00Z'),
      }),
    );

  test.each([
    ['en', 'Your code for Noorderlicht', 'until 16 March 2026 at 10:10'],
    ['nl-BE', 'Uw code voor Noorderlicht', 'tot 16 maart 2026 om 10:10'],
    ['fr', 'Votre code pour Noorderlicht', 'jusqu’au 16 mars 2026 à 10:10'],
    ['de', 'Ihr Code für Noorderlicht', 'bis 16. März 2026 um 10:10'],
    ['es', 'Su código para Noorderlicht', 'hasta el 16 de marzo de 2026 a las 10:10'],
    ['it', 'Il Suo codice per Noorderlicht', 'fino al giorno 16 marzo 2026 alle ore 10:10'],
    ['pt', 'Your code for Noorderlicht', 'until 16 March 2026 at 10:10'],
    ['not a language', 'Your code for Noorderlicht', 'until 16 March 2026 at 10:10'],
    [null, 'Your code for Noorderlicht', 'until 16 March 2026 at 10:10'],
  ])('in %s says the code, the link and until when, on the clocks of the entity', async (language, subject, until) => {
    await signIn(language);
    await server.drainJobs();
    const [mail] = server.mails;
    expect(mail).toMatchObject({ to: companies.a.email, subject, replyTo: 'hello@merchant.example' });
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('042137');
      expect(part).toContain('http://quittance.test/auth/l/sgn1_abc');
      expect(part).toContain(until);
    }
  });
});
