import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import type { WebhookHint } from '../payments/payment-provider.ts';
import { insertIntoInbox } from './inbox-queries.ts';

type ReceiveDeps = Pick<Deps, 'db' | 'clock' | 'jobs'>;
type Received = { provider: string; accountId: string | null; rawBody: string };

/** Stores a verified message once, with the job that looks into it, before it is answered. */
export async function receiveWebhook(
  deps: ReceiveDeps,
  { hints, ...received }: Received & { hints: readonly WebhookHint[] },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    for (const { eventId, reference } of hints) {
      if (eventId === null) await storeNameless(deps, trx, received, reference);
      else await store(deps, trx, received, { eventId, reference });
    }
  });
}

const spanMs = 15_000;

/**
 * A message without an id may be a repetition or news. The first of a quarter of a minute is looked into at once, all others of it together
 * at its end: nothing is missed, and however many come the provider is asked eight times a minute.
 */
async function storeNameless(
  deps: ReceiveDeps,
  trx: Transaction<Database>,
  received: Received,
  reference: string,
): Promise<void> {
  const span = Math.floor(deps.clock.now().getTime() / spanMs);
  const isFirst = await store(deps, trx, received, { eventId: `${reference}@${span}`, reference });
  if (isFirst) return;
  const startAt = new Date((span + 1) * spanMs);
  await store(deps, trx, received, { eventId: `${reference}@${span}+`, reference, startAt });
}

/** False when it was stored before. */
async function store(
  deps: ReceiveDeps,
  trx: Transaction<Database>,
  { provider, accountId, rawBody }: Received,
  { eventId, reference, startAt }: { eventId: string; reference: string; startAt?: Date },
): Promise<boolean> {
  const message = { provider, accountId, eventId, reference, body: rawBody, receivedAt: deps.clock.now() };
  const inboxId = await insertIntoInbox(trx, message);
  if (inboxId === null) return false;
  await deps.jobs.enqueue(trx, 'settle-webhook', { inboxId }, startAt && { startAt });
  return true;
}
