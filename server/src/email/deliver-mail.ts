import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { findUnsentMail, updateMail } from './mail-queries.ts';
import type { MailAnswer, OutgoingMail } from './mailer.ts';

type UnsentMail = NonNullable<Awaited<ReturnType<typeof findUnsentMail>>>;

const minuteMs = 60_000;
/** A mail server may be down for a day; the queue's own tries end some hours after this. */
const triedForMs = 36 * 60 * minuteMs;
/** Its code has expired by then, and the page offers a new one. */
const signInTriedForMs = 10 * minuteMs;
const errorTextMax = 500;
/** Bodies hold links and codes. They leave the database with the mail, so that a copy of it opens nothing. */
const noSecrets = { text_body: '', html_body: '', reply_to: null };

/**
 * Sends one mail and marks it as sent. The mark comes after the server's yes, so a process that dies between the two
 * sends it again, under the same Message-ID; SMTP knows no better promise.
 */
export async function deliverMail(
  deps: Pick<Deps, 'db' | 'clock' | 'mailer' | 'files' | 'config'>,
  { merchantId, mailId }: { merchantId: string; mailId: string },
): Promise<void> {
  const scope = { merchantId };
  const mail = await findUnsentMail(deps.db, scope, mailId);
  if (!mail) return;
  if (isTooLate(deps, mail)) return giveUp(deps, scope, mail, 'could not be sent in time');
  const answer = await send(deps, scope, mail);
  if (answer.outcome === 'refused') return giveUp(deps, scope, mail, answer.reason);
  const sent = { sent_at: deps.clock.now(), last_error: null };
  await updateMail(deps.db, scope, mailId, answer.outcome === 'kept' ? sent : { ...sent, ...noSecrets });
}

async function send(
  deps: Pick<Deps, 'db' | 'mailer' | 'files' | 'config'>,
  scope: MerchantScope,
  mail: UnsentMail,
): Promise<MailAnswer> {
  try {
    return await deps.mailer.send(await outgoing(deps, mail));
  } catch (error) {
    await updateMail(deps.db, scope, mail.id, { last_error: errorText(String(error)) });
    throw error;
  }
}

function isTooLate(deps: Pick<Deps, 'clock'>, mail: UnsentMail): boolean {
  const ageMs = deps.clock.now().getTime() - mail.queuedAt.getTime();
  return ageMs > (mail.kind === 'sign_in' ? signInTriedForMs : triedForMs);
}

async function giveUp(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  mail: UnsentMail,
  reason: string,
): Promise<void> {
  const now = deps.clock.now();
  const lastError = errorText(reason);
  await deps.db.transaction().execute(async (trx) => {
    await updateMail(trx, scope, mail.id, { failed_at: now, last_error: lastError, ...noSecrets });
    const { documentId, contactId } = mail;
    if (documentId === null) return;
    const data = { mailId: mail.id, to: mail.toEmail, reason: lastError };
    await insertDocumentEvents(trx, scope, [{ documentId, contactId, kind: 'mail_failed', data }], now);
  });
}

async function outgoing(deps: Pick<Deps, 'files' | 'config'>, mail: UnsentMail): Promise<OutgoingMail> {
  return {
    messageId: mail.messageId,
    writtenAt: mail.queuedAt,
    to: mail.toEmail,
    from: { name: mail.fromName, address: deps.config.mailFrom },
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: await Promise.all(
      mail.attachments.map(async ({ sha256, ...attachment }) => ({
        ...attachment,
        content: await deps.files.get(sha256),
      })),
    ),
  };
}

/** An answer from another machine: kept for the operator, cut and without control characters. */
function errorText(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, errorTextMax);
}
