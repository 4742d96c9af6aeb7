import { findAttempt, updateAttempt, type AttemptRow } from './attempt-queries.ts';
import { isOpen } from './attempt-state.ts';
import { findProviderOfAccount, type AccountOfProvider, type ProviderDeps } from './find-provider.ts';
import type { PaymentProvider, ProviderPayment, ProviderQuery } from './payment-provider.ts';
import type { FoundBy } from './record-finding.ts';
import { recordNotReceived, recordOutcome, type RecordDeps } from './record-outcome.ts';
import { settleUnknown } from './settle-unknown.ts';

export type SettleDeps = RecordDeps & ProviderDeps;

/** How long a request may still be on its way to the provider. */
const onItsWayMs = 120_000;

/**
 * Asks the provider for the truth about an attempt and books it. The one way in for the payer's page, webhooks and the janitor: safe to
 * call twice, late, or at the same moment.
 */
export async function settlePayment(deps: SettleDeps, attemptId: string): Promise<void> {
  const attempt = await findAttempt(deps.db, { attemptId });
  if (!attempt) throw new Error(`attempt ${attemptId} is not ours`);
  await updateAttempt(deps.db, attempt, { looked_at: deps.clock.now() });
  const provider = await providerOf(deps, attempt);
  const found = await provider.refresh(queryOf(attempt));
  if (found) await recordOutcome(deps, attempt.id, found);
  else await settleMissing(deps, attempt);
}

/** The same, from the provider's own name of the payment. False when it is none of ours. */
export async function settleReference(
  deps: SettleDeps,
  account: AccountOfProvider,
  reference: string,
): Promise<boolean> {
  const provider = await providerOf(deps, account);
  const found = await provider.refresh({ reference });
  return found !== null && (await settleFound(deps, account, found));
}

/** The same, from what the provider has told already. */
export async function settleFound(
  deps: SettleDeps,
  account: AccountOfProvider,
  found: ProviderPayment,
  foundBy: FoundBy = 'message',
): Promise<boolean> {
  const attempt = await findAttemptOf(deps, account, found);
  if (!attempt) return settleUnknown(deps, account, found, foundBy);
  await recordOutcome(deps, attempt.id, found);
  return true;
}

/** Asks the provider to take no money, and records what became of it. */
export async function cancelPayment(deps: SettleDeps, attempt: AttemptRow): Promise<void> {
  if (!isOpen(attempt.state)) return;
  const provider = await providerOf(deps, attempt);
  const found = await provider.cancel(queryOf(attempt));
  if (found) await recordOutcome(deps, attempt.id, found);
  else await settleMissing(deps, attempt);
}

/**
 * A message may come before the answer that tells us the reference; then the attempt is known by what the provider carries for us. Only
 * attempts of the same account: whoever owns another one may write into its payments what he likes.
 */
async function findAttemptOf(
  deps: SettleDeps,
  { provider, accountId }: AccountOfProvider,
  { reference, attemptId }: ProviderPayment,
): Promise<AttemptRow | undefined> {
  const known =
    (await findAttempt(deps.db, { provider, reference })) ??
    (attemptId === null ? undefined : await findAttempt(deps.db, { attemptId }));
  return known?.provider === provider && known.accountId === accountId ? known : undefined;
}

/** Not heard of yet is not the same as never: the request may still be under way. */
async function settleMissing(deps: SettleDeps, attempt: AttemptRow): Promise<void> {
  const ageMs = deps.clock.now().getTime() - attempt.createdAt.getTime();
  if (ageMs >= onItsWayMs) await recordNotReceived(deps, attempt.id);
}

/** One that was switched off meanwhile is asked once it is back: its payments and messages wait. */
async function providerOf(deps: ProviderDeps, account: AccountOfProvider): Promise<PaymentProvider> {
  const provider = await findProviderOfAccount(deps, account);
  if (!provider) throw new Error(`${account.provider} has unfinished payments or messages but is not configured`);
  return provider;
}

function queryOf({ id, providerReference, createdAt }: AttemptRow): ProviderQuery {
  return providerReference === null ? { attemptId: id, startedAt: createdAt } : { reference: providerReference };
}
