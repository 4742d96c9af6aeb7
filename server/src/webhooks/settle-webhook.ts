import type { Deps } from '../deps.ts';
import { settleReference, type SettleDeps } from '../payments/settle-payment.ts';
import { findInInbox, markProcessed } from './inbox-queries.ts';

/** Looks where a message pointed. Fails, and is tried again, only when the provider cannot be asked. */
export async function settleWebhook(
  deps: SettleDeps & Pick<Deps, 'clock'>,
  { inboxId }: { inboxId: string },
): Promise<void> {
  const message = await findInInbox(deps.db, inboxId);
  if (!message || message.processedAt !== null) return;
  const { provider, accountId, reference } = message;
  const isOurs = reference !== null && (await settleReference(deps, { provider, accountId }, reference));
  if (!isOurs) deps.log.warn({ provider, reference, inboxId }, 'a provider told of a payment that is not ours');
  await markProcessed(deps.db, inboxId, deps.clock.now());
}
