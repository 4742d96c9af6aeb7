import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../http/errors.ts';
import { refusedMessage } from './webhook-body.ts';

// Signed as payment providers sign: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 over `<t>.<raw body>`. Several v1 may stand there
// while a secret is being replaced.

const signatureHeader = 'Quittance-Sandbox-Signature';
const ageSecondsMax = 300;
const aheadSecondsMax = 60;
const messageSchema = z.object({
  id: z.string().min(1),
  type: z.literal('payment.changed'),
  reference: z.string().min(1),
});

/** A message about one payment, with the headers that prove whose it is. It does not say what happened: whoever asks is told. */
export function writeWebhook(
  hint: { eventId: string; reference: string },
  secret: string,
  at: Date,
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ id: hint.eventId, type: 'payment.changed', reference: hint.reference });
  const seconds = unixSeconds(at);
  const signature = `t=${seconds},v1=${mac(body, secret, seconds).toString('hex')}`;
  return { body, headers: { 'Content-Type': 'application/json', [signatureHeader]: signature } };
}

export function readWebhook(rawBody: string, headers: Headers, secret: string | null, now: Date) {
  // An empty secret is one that everybody knows.
  if (!secret?.trim()) throw new AppError('not_ready', 'no webhook secret is set for the sandbox');
  verify({ rawBody, header: headers.get(signatureHeader) ?? '', secret, now });
  const message = messageSchema.safeParse(JSON.parse(rawBody));
  if (!message.success) throw refusedMessage('the message is not one of the sandbox');
  return { eventId: message.data.id, reference: message.data.reference };
}

function verify({
  rawBody,
  header,
  secret,
  now,
}: {
  rawBody: string;
  header: string;
  secret: string;
  now: Date;
}): void {
  const fields = header.split(',').map((field) => field.trim().split('='));
  const seconds = Number(fields.find(([name]) => name === 't')?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(seconds)) throw refusedMessage('the signature is missing');
  const expected = mac(rawBody, secret, seconds);
  const isSigned = fields.some(([name, hex = '']) => name === 'v1' && isSame(Buffer.from(hex, 'hex'), expected));
  if (!isSigned) throw refusedMessage('the signature does not fit the body');
  const ageSeconds = unixSeconds(now) - seconds;
  if (ageSeconds > ageSecondsMax) throw refusedMessage('the signature is too old');
  if (ageSeconds < -aheadSecondsMax)
    throw refusedMessage('the signature is from the future; check the clock of this server');
}

function mac(body: string, secret: string, seconds: number): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
