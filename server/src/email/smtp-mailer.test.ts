import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { drained, smtpRefusal as refuse, startMailServer } from '../testing/mail-server.ts';
import type { OutgoingMail } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const closable of opened.splice(0).toReversed()) await closable.close();
});

async function mailServer(options: SMTPServerOptions = {}) {
  const started = await startMailServer(options);
  opened.push({ close: started.stop });
  return started;
}

function mailer(url: string, timeouts = { connectMs: 2000, silenceMs: 2000, wholeMs: 5000 }) {
  const made = smtpMailer(url, timeouts);
  opened.push(made);
  return made;
}

const mail: OutgoingMail = {
  messageId: '<0199@quittance.test>',
  to: 'jan@customer.example',
  from: { name: 'Noorderlicht', address: 'no-reply@quittance.test' },
  replyTo: 'hello@merchant.example',
  subject: 'Invoice 2026-001 from Noorderlicht: 1 234,50 €',
  text: 'Hello',
  html: '<p>Hello <img src="cid:logo"></p>',
  writtenAt: new Date('2026-03-16T09:00:00Z'),
  attachments: [
    { fileName: 'Rechnung Größe 1.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7') },
    { fileName: 'logo.png', mediaType: 'image/png', content: Buffer.from('png'), contentId: 'logo' },
  ],
};

describe('a mail server that accepts', () => {
  test('gets one message for one recipient, under its own Message-ID', async () => {
    const { url, received } = await mailServer();
    expect(await mailer(url).send(mail)).toEqual({ outcome: 'accepted' });
    expect(received).toMatchObject([{ from: 'no-reply@quittance.test', to: ['jan@customer.example'] }]);
    const source = received[0]?.source ?? '';
    expect(source).toContain('Message-ID: <0199@quittance.test>');
    expect(source).toContain('From: Noorderlicht <no-reply@quittance.test>');
    expect(source).toContain('Reply-To: hello@merchant.example');
    expect(source).toContain('Content-ID: <logo>');
    expect(source).toContain('Date: Mon, 16 Mar 2026 09:00:00 +0000');
    expect(source).toContain('Auto-Submitted: auto-generated');
    expect(source).toContain("filename*0*=utf-8''Rechnung%20Gr%C3%B6%C3%9Fe%201.pdf");
  });

  test.each([
    ['a name with a header in it', { from: { name: 'X\r\nBcc: evil@example.com', address: mail.from.address } }],
    ['a name that looks like a list', { from: { name: 'a@b.c>, <evil@example.com', address: mail.from.address } }],
    ['a subject with a header in it', { subject: 'Hi\r\nBcc: evil@example.com\r\n\r\nbody' }],
    [
      'a file name with a header in it',
      { attachments: [{ ...mail.attachments[0]!, fileName: 'a"\r\nBcc: evil@example.com' }] },
    ],
  ])('never sees a second recipient: %s', async (_, fields) => {
    const { url, received } = await mailServer();
    await mailer(url).send({ ...mail, ...fields });
    expect(received.map(({ to }) => to)).toEqual([['jan@customer.example']]);
    const [head = ''] = (received[0]?.source ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
  });

  test('takes several on one connection', async () => {
    const { url, received } = await mailServer();
    const post = mailer(url);
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => post.send({ ...mail, messageId: `<${index}@quittance.test>` })),
    );
    expect(received).toHaveLength(12);
  });
});

describe('a mail server that says no', () => {
  test.each<[string, SMTPServerOptions]>([
    ['sender', { onMailFrom: (_, __, done) => done(refuse(550, 'sender rejected')) }],
    ['recipient', { onRcptTo: (_, __, done) => done(refuse(550, 'no such user here')) }],
    ['content', { onData: (stream, _, done) => drained(stream, () => done(refuse(554, 'looks like spam'))) }],
  ])('for good to the %s is told so, in its own words', async (_, options) => {
    const { url } = await mailServer(options);
    const answer = await mailer(url).send(mail);
    expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/rejected|no such user|spam/) });
  });

  test.each<[string, SMTPServerOptions]>([
    ['greylists the recipient', { onRcptTo: (_, __, done) => done(refuse(451, 'try again later')) }],
    ['defers the content', { onData: (stream, _, done) => drained(stream, () => done(refuse(452, 'disk full'))) }],
    ['is closing', { onConnect: (_, done) => done(refuse(421, 'closing')) }],
    [
      'wants a sign-in that we do not have',
      { onMailFrom: (_, __, done) => done(refuse(530, 'authentication required')) },
    ],
  ])('for now, because it %s, is asked again later', async (_, options) => {
    const { url } = await mailServer(options);
    await expect(mailer(url).send(mail)).rejects.toThrow(/try again later|disk full|closing|authentication required/);
  });

  test('to our password is a fault of the installation and not of the mail', async () => {
    const { url } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refuse(535, 'bad password')),
    });
    const withPassword = `${url.replace('smtp://', 'smtp://user:secret@')}?requireTLS=false`;
    await expect(mailer(withPassword).send(mail)).rejects.toThrow('bad password');
  });

  test('by a certificate that nobody vouches for gets no mail, unless the address says that it may', async () => {
    const { url, received } = await mailServer({ disabledCommands: [] });
    await expect(mailer(url).send(mail)).rejects.toThrow(/self-signed|certificate/i);
    await mailer(`${url}?tls.rejectUnauthorized=false`).send(mail);
    expect(received).toHaveLength(1);
  });

  test('to encryption never sees the password', async () => {
    const { url, received } = await mailServer({
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(null, { user: 1 }),
    });
    await expect(mailer(url.replace('smtp://', 'smtp://user:secret@')).send(mail)).rejects.toThrow(/TLS/i);
    expect(received).toEqual([]);
  });
});

describe('a mail server that fails', () => {
  const impatient = { connectMs: 150, silenceMs: 150, wholeMs: 600 };

  test('by not answering after the content is not waited for without end', async () => {
    const { url } = await mailServer({ onData: (stream) => drained(stream, () => undefined) });
    await expect(mailer(url, impatient).send(mail)).rejects.toThrow(/timeout/i);
  });

  test('by never greeting is not waited for without end', async () => {
    const { url } = await mailServer({ onConnect: () => undefined });
    await expect(mailer(url, impatient).send(mail)).rejects.toThrow(/timeout|never received/i);
  });

  test('by hanging up amid the content is asked again later, and not by ourselves at once', async () => {
    let tries = 0;
    const { url, server } = await mailServer({
      onData() {
        tries += 1;
        for (const connection of server.connections as Set<{ close(): void }>) connection.close();
      },
    });
    await expect(mailer(url).send(mail)).rejects.toThrow(/closed|ECONNRESET/);
    expect(tries).toBe(1);
  });

  test('by not being there is asked again later', async () => {
    const { url, server } = await mailServer();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await expect(mailer(url).send(mail)).rejects.toThrow('ECONNREFUSED');
  });
});
