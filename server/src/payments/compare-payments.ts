import { addMs, dayMs } from '../access/duration.ts';
import type { Deps } from '../deps.ts';
import { findProviderOfAccount } from './find-provider.ts';
import { listUsedAccounts } from './provider-account-queries.ts';
import { settleFound, type AccountOfProvider, type SettleDeps } from './settle-payment.ts';

/** Longer than providers go on calling a webhook that does not answer. */
const lookBackMs = 4 * dayMs;

/**
 * Every night: what the providers have against what is booked, so that a payment, refund or dispute of which every message was lost is
 * found all the same. A provider that cannot be asked holds up no other, and is told at the end.
 */
export async function comparePayments(deps: SettleDeps): Promise<void> {
  const since = addMs(deps.clock.now(), -lookBackMs);
  const failures: unknown[] = [];
  for (const account of await listUsedAccounts(deps.db)) {
    await compareAccount(deps, account, since).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} providers could not be compared with`);
}

async function compareAccount(deps: SettleDeps & Pick<Deps, 'clock'>, account: AccountOfProvider, since: Date) {
  const provider = await findProviderOfAccount(deps, account);
  if (!provider) return;
  for await (const found of provider.listPayments(since)) {
    if (await settleFound(deps, account, found)) continue;
    const { reference, attemptId, state } = found;
    const about = { ...account, reference, attemptId, state };
    // Carries an id of ours and is in no book of ours: the database was restored from before, or is another installation's.
    if (attemptId !== null) deps.log.error(about, 'a provider has a payment that no attempt is known of');
  }
}
