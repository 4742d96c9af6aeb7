import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import { countMail } from '../comments/comment-limits.ts';
import { findReplier, personOf, type Replier } from '../comments/find-replier.ts';
import { mailBytesMax, takeAnswer } from '../comments/take-answer.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';

type MailServer = { port: number; close(): Promise<void> };

const recipientsMax = 5;
const clientsMax = 20;
const silenceMs = 60_000;
/** For a message that is being taken when the server stops; it comes again. */
const closeMs = 1000;

/** Takes mail for reply addresses and for nothing else, from a mail server nearby: without passwords, encryption or a queue. */
export async function listenForMail(deps: Deps, { host, port }: { host: string; port: number }): Promise<MailServer> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: mailBytesMax,
    maxClients: clientsMax,
    socketTimeout: silenceMs,
    closeTimeout: closeMs,
    ...receiver(deps),
  });
  server.on('error', (error) => deps.log.warn({ err: error }, 'a connection to the mail inlet failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (error: Error) =>
      reject(new Error(`INBOUND_SMTP_HOST ${host} and INBOUND_SMTP_PORT ${port} cannot be opened: ${error.message}`)),
    );
    server.listen(port, host, resolve);
  });
  const address = server.server.address();
  return {
    port: isAddress(address) ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function receiver(deps: Deps): Pick<SMTPServerOptions, 'onRcptTo' | 'onData'> {
  const find = async (address: string): Promise<Replier> => {
    const replier = await findReplier(deps, address);
    if (!replier) throw smtpError(550, 'No such address here');
    return replier;
  };
  const take = async (stream: SMTPServerDataStream, addresses: readonly string[]): Promise<void> => {
    const repliers = await Promise.all(addresses.map(find));
    const leave = deps.mailReader.enter(...repliers.map(personOf));
    if (!leave) {
      for await (const _ of stream);
      throw smtpError(451, 'Other messages are being read, try again later');
    }
    try {
      const raw = await collect(stream);
      if (!raw) throw smtpError(552, `A message may have ${mailBytesMax} bytes`);
      for (const replier of repliers) await takeAnswer(deps, replier, raw);
    } finally {
      leave();
    }
  };
  return {
    onRcptTo({ address }, session, done) {
      void settle(deps, done, async () => {
        if (session.envelope.rcptTo.length >= recipientsMax) throw smtpError(452, 'Too many recipients');
        await countMail(deps, (await find(address)).id);
      });
    },
    onData(stream, session, done) {
      const addresses = session.envelope.rcptTo.map(({ address }) => address);
      void settle(deps, done, () => take(stream, addresses));
    },
  };
}

async function settle(deps: Deps, done: (error?: Error | null) => void, work: () => Promise<void>): Promise<void> {
  let error: Error | null = null;
  try {
    await work();
  } catch (reason) {
    error = answerTo(deps, reason);
  }
  done(error);
}

/** Null when it is too large; what is too much is read to its end and forgotten. */
async function collect(stream: SMTPServerDataStream): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return stream.sizeExceeded ? null : Buffer.concat(chunks);
}

type SmtpError = Error & { responseCode: number };

/** What is not the sender's mistake is tried again by its mail server. */
function answerTo(deps: Deps, error: unknown): SmtpError {
  if (isSmtpError(error)) return error;
  if (error instanceof AppError && error.extra.retryAfterSeconds !== undefined)
    return smtpError(451, 'Too many messages, try again later');
  deps.log.error({ err: error }, 'a message could not be taken');
  return smtpError(451, 'Something went wrong here, try again later');
}

function smtpError(responseCode: number, message: string): SmtpError {
  return Object.assign(new Error(message), { responseCode });
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error && 'responseCode' in error;
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
