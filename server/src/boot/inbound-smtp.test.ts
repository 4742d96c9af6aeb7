import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countMail } from '../comments/comment-limits.ts';
import { findReplier, personOf } from '../comments/find-replier.ts';
import { testApp, type TestApp } from '../testing.ts';
import { openSpeaker, type TestSpeaker } from '../testing/conversing.ts';
import { insertDocument, insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { rawMail } from '../testing/raw-mail.ts';
import { listenForMail } from './inbound-smtp.ts';

describe('mail that comes by SMTP', () => {
  let server: TestApp;
  let inlet: Awaited<ReturnType<typeof listenForMail>>;
  let a: Company;
  let asker: TestSpeaker;
  beforeAll(async () => {
    server = await testApp();
    ({ a } = await insertTwoCompanies(server.db));
    asker = await openSpeaker(server, a);
    inlet = await listenForMail(server.deps, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await inlet.close();
    await server.close();
  });

  /** A conversation, and where its mail to the merchant asks for answers. */
  const talk = async (number: string): Promise<{ id: string; address: string }> => {
    const ours = { merchant_id: a.merchantId, entity_id: a.entityId, customer_id: a.customerId };
    const id = await insertDocument(server.db, { ...ours, number });
    await asker.say(id, 'A question');
    await server.drainJobs();
    return { id, address: server.mails.at(-1)?.replyTo ?? '' };
  };
  const texts = async (id: string) => (await asker.thread(id)).comments.map(({ text }) => text);
  const deliver = async (to: string[], raw: string) => {
    const transport = createTransport({ host: '127.0.0.1', port: inlet.port, ignoreTLS: true });
    try {
      return await transport.sendMail({ envelope: { from: 'els@merchant.example', to }, raw });
    } finally {
      transport.close();
    }
  };

  test('is a comment, once, in each conversation whose address it names', async () => {
    const [one, other] = [await talk('S-1'), await talk('S-2')];
    const raw = rawMail({ text: 'The answer' });
    await deliver([one.address, other.address], raw);
    await deliver([one.address], raw);
    expect(await texts(one.id)).toEqual(['A question', 'The answer']);
    expect(await texts(other.id)).toEqual(['A question', 'The answer']);
  });

  test('to any other address is refused before it is sent: this is no relay', async () => {
    const { address } = await talk('S-3');
    for (const to of ['somebody@elsewhere.example', 'postmaster@reply.quittance.test', `x${address}`]) {
      await expect(deliver([to], rawMail({ text: 'x' }))).rejects.toMatchObject({
        responseCode: 550,
        command: 'RCPT TO',
      });
    }
  });

  test('is refused beyond its size, as a whole, and the next one is taken', async () => {
    const { id, address } = await talk('S-4');
    const raw = rawMail({ text: `${'x'.repeat(998)}\n`.repeat(32_000) });
    await expect(deliver([address], raw)).rejects.toMatchObject({ responseCode: 552 });
    await deliver([address], rawMail({ text: 'Short' }));
    expect(await texts(id)).toEqual(['A question', 'Short']);
  });

  test('is to come later while another one of its author is taken in', async () => {
    const { id, address } = await talk('S-8');
    const replier = await findReplier(server.deps, address);
    const leave = replier && server.deps.mailReader.enter(personOf(replier));
    await expect(deliver([address], rawMail({ text: 'Early' }))).rejects.toMatchObject({ responseCode: 451 });
    leave?.();
    await deliver([address], rawMail({ text: 'In time' }));
    expect(await texts(id)).toEqual(['A question', 'In time']);
  });

  test('that comes too often is to come later', async () => {
    const { address } = await talk('S-5');
    const replier = await findReplier(server.deps, address);
    for (let count = 1; count <= 40; count += 1) await countMail(server.deps, replier?.id ?? '');
    await expect(deliver([address], rawMail({ text: 'x' }))).rejects.toMatchObject({
      responseCode: 451,
      command: 'RCPT TO',
    });
  });

  test('offers neither passwords nor more recipients than a few', async () => {
    const addresses: string[] = [];
    for (let count = 1; count <= 6; count += 1) addresses.push((await talk(`S-6-${count}`)).address);
    const { say, close } = await dialogue(inlet.port);
    expect(await say('EHLO x')).not.toMatch(/AUTH|STARTTLS/);
    expect(await say('AUTH PLAIN AGEAYg==')).toMatch(/^5\d\d/);
    expect(await say('MAIL FROM:<x@y.example>')).toMatch(/^250/);
    const answers: string[] = [];
    for (const address of addresses) answers.push((await say(`RCPT TO:<${address}>`)).slice(0, 3));
    expect(answers).toEqual(['250', '250', '250', '250', '250', '452']);
    close();
  });
});

async function dialogue(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const heard: string[] = [];
    for (;;) {
      const { value } = await lines.next();
      heard.push(String(value));
      if (!/^\d{3}-/.test(String(value))) return heard.join('\n');
    }
  };
  await answer();
  return {
    say: (line: string) => {
      socket.write(`${line}\r\n`);
      return answer();
    },
    close: () => socket.destroy(),
  };
}
