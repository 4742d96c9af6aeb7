import { createTransport } from 'nodemailer';
import { atOnceMax } from '../jobs/jobs.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';

/**
 * A server may think for minutes about a message that it has fully received, and whoever hangs up meanwhile sends it
 * twice (RFC 5321, 4.5.3.2.6). All of it stays below the 300 seconds after which the job would start again.
 */
const defaultTimeouts = { connectMs: 15_000, silenceMs: 220_000, wholeMs: 270_000 };

type SmtpMailer = Mailer & { close(): void };

export function smtpMailer(smtpUrl: string, timeouts = defaultTimeouts): SmtpMailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    // A password never travels in the clear, unless the address itself says so (`?requireTLS=false`).
    requireTLS: new URL(smtpUrl).username !== '',
    // One for each mail that is sent at once: a mail's time must not run while it waits for another's connection.
    maxConnections: atOnceMax,
    // Trying again is the job's business: it knows the message's age.
    maxRequeues: 0,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ ...message(mail), signal: AbortSignal.timeout(timeouts.wholeMs) });
        return { outcome: 'accepted' };
      } catch (error) {
        if (isRefusal(error)) return { outcome: 'refused', reason: error.message };
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

function message(mail: OutgoingMail) {
  const { address } = mail.from;
  return {
    messageId: mail.messageId,
    date: mail.writtenAt,
    // The envelope is ours alone: no name or header can add a recipient to it.
    envelope: { from: address, to: [mail.to] },
    from: mail.from,
    to: { name: '', address: mail.to },
    replyTo: mail.replyTo ?? undefined,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map(({ fileName, mediaType, content, contentId }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(content),
      ...(contentId === undefined ? {} : { cid: contentId, contentDisposition: 'inline' as const }),
    })),
  };
}

const authenticationRequired = 530;

/**
 * The server said no to this message for good (5yz to sender, recipient or content). A no to our sign-in is about the
 * installation and not about the message: it is tried again, and goes out once somebody has mended the settings.
 */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || !('permanent' in error) || error.permanent !== true) return false;
  if ('responseCode' in error && error.responseCode === authenticationRequired) return false;
  return 'command' in error && ['MAIL FROM', 'RCPT TO', 'DATA'].includes(String(error.command));
}
