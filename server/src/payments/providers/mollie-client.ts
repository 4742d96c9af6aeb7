import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../http/errors.ts';
import type { Circuit } from './circuit.ts';
import type { MollieTimes } from './mollie-provider.ts';

type Line = { health: Circuit; times: MollieTimes };

/** With what Mollie's words are in it. Loaded when somebody is to pay by it, and not when the server starts. */
export async function openMollie(apiKey: string) {
  const { createMollieClient, ...words } = await import('@mollie/api-client');
  return { client: createMollieClient({ apiKey, versionStrings: 'Quittance/1' }), words };
}

export type OpenMollie = Awaited<ReturnType<typeof openMollie>>;

/**
 * Makes one creation, under one idempotency key, until it is answered. Rejects with `provider_unavailable` only where not one of the tries
 * can have reached Mollie's books. `refuse` throws what is told instead where Mollie has understood and says no.
 */
export async function createOnce<Answer>(
  { health, times }: Line,
  request: () => Promise<Answer>,
  refuse: (trouble: Trouble) => void = () => {},
): Promise<Answer> {
  let isCertain = true;
  for (let tries = 0; ; tries += 1) {
    try {
      return await watched(health, within(times.createMs, request()));
    } catch (error) {
      const trouble = readTrouble(error);
      refuse(trouble);
      isCertain &&= isCertainlyNotTaken(trouble);
      const waitMs = times.pausesMs[tries];
      if (waitMs === undefined || !isWorthAnotherTry(trouble)) throw isCertain ? unavailable(trouble) : told(trouble);
      await pause(waitMs);
    }
  }
}

/** Asks Mollie for something; null where it knows of none such. */
export async function ask<Answer>({ health, times }: Line, request: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await watched(health, within(times.readMs, request()));
  } catch (error) {
    const trouble = readTrouble(error);
    if (trouble.status === 404 || trouble.status === 410) return null;
    throw told(trouble);
  }
}

/** A list, page after page, of which each is waited for no longer than for any other answer. */
export async function* askForEach<Item>(line: Line, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const each = items[Symbol.asyncIterator]();
  for (;;) {
    const step = await ask(line, () => each.next());
    if (!step || step.done) return;
    yield step.value;
  }
}

async function watched<Answer>(health: Circuit, asked: Promise<Answer>): Promise<Answer> {
  try {
    const answer = await asked;
    health.succeeded();
    return answer;
  } catch (error) {
    if (isDown(readTrouble(error))) health.failed();
    else health.succeeded();
    throw error;
  }
}

async function within<Answer>(timeoutMs: number, asked: Promise<Answer>): Promise<Answer> {
  const waiting = new AbortController();
  const tooLate = pause(timeoutMs, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`no answer within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    waiting.abort();
    tooLate.catch(() => {});
  }
}

/** What the package throws, whatever was answered. `status` is null where nothing was. */
const troubleSchema = z.object({
  message: z.string(),
  statusCode: z.int().nullish().catch(null),
  field: z.string().nullish().catch(null),
});

export type Trouble = { status: number | null; field: string | null; message: string };

export function readTrouble(error: unknown): Trouble {
  const read = troubleSchema.safeParse(error);
  if (!read.success) return { status: null, field: null, message: String(error) };
  const { message, statusCode, field } = read.data;
  return { status: statusCode ?? null, field: field ?? null, message };
}

function isDown({ status }: Trouble): boolean {
  return status === null || status >= 500;
}

/** Mollie refused the request as it stood, or was never reached. */
function isCertainlyNotTaken({ status, message }: Trouble): boolean {
  if (status === null) return /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b/.test(message);
  return status >= 400 && status < 500 && status !== 409 && status !== 408;
}

/** After our own patience has run out nobody waits any longer: what became of it is looked up. */
function isWorthAnotherTry(trouble: Trouble): boolean {
  if (trouble.message.startsWith('no answer within')) return false;
  return isDown(trouble) || trouble.status === 409 || trouble.status === 429;
}

function unavailable(trouble: Trouble): AppError {
  return new AppError('provider_unavailable', told(trouble).message);
}

/** What the package throws holds more than is for a log. */
function told({ status, field, message }: Trouble): Error {
  return Object.assign(new Error(`Mollie: ${status ?? 'no status'}, ${field ?? 'no field'}, ${message}`), {
    statusCode: status,
    field,
  });
}
