import type { Deps } from '../deps.ts';
import type { WebhookHint } from '../payments/payment-provider.ts';
import { insertIntoInbox } from './inbox-queries.ts';

/** Stores a verified message once, with the job that looks into it, before it is answered. */
export async function receiveWebhook(
  deps: Pick<Deps, 'db' | 'clock' | 'jobs'>,
  { provider, rawBody, hints }: { provider: string; rawBody: string; hints: readonly WebhookHint[] },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    for (const hint of hints) {
      const message = { ...hint, provider, body: rawBody, receivedAt: deps.clock.now() };
      const inboxId = await insertIntoInbox(trx, message);
      if (inboxId !== null) await deps.jobs.enqueue(trx, 'settle-webhook', { inboxId });
    }
  });
}
