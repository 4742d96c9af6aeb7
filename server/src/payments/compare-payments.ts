import { addMs, dayMs } from '../access/duration.ts';
import type { Deps } from '../deps.ts';
import { findAttempt } from './attempt-queries.ts';
import { findBooked, listBookedSince, type Booked } from './finding-queries.ts';
import { findProviderOfAccount, type AccountOfProvider } from './find-provider.ts';
import type { ProviderPayment } from './payment-provider.ts';
import { listComparedAccounts } from './provider-account-queries.ts';
import { recordFinding } from './record-finding.ts';
import { settleFound, type SettleDeps } from './settle-payment.ts';
import { movementsOf } from './settle-unknown.ts';

/** Longer than providers go on calling a webhook that does not answer. */
const lookBackMs = 4 * dayMs;
/** A message about something younger may still be on its way. */
const freshMs = 10 * 60_000;

type CompareDeps = SettleDeps & Pick<Deps, 'clock'>;

/**
 * Every night: what the providers have against what is booked, so that a payment, refund or dispute of which every message was lost is
 * found all the same. Whatever differs is kept as a finding. A provider that cannot be asked holds up no other, and is told at the end.
 */
export async function comparePayments(deps: CompareDeps): Promise<void> {
  const since = addMs(deps.clock.now(), -lookBackMs);
  const failures: unknown[] = [];
  for (const account of await listComparedAccounts(deps.db, [...deps.providers.keys()])) {
    await compareAccount(deps, account, since).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} providers could not be compared with`);
}

async function compareAccount(deps: CompareDeps, account: AccountOfProvider, since: Date): Promise<void> {
  const provider = await findProviderOfAccount(deps, account);
  if (!provider) return;
  const seen = new Set<string>();
  for await (const found of provider.listPayments(since)) {
    seen.add(found.reference);
    await compareOne(deps, account, found);
  }
  for (const booked of await listBookedSince(deps.db, account, since)) {
    // Begun before the days that were listed, and paid since.
    const isThere = seen.has(booked.reference) || (await provider.refresh({ reference: booked.reference })) !== null;
    const whose = { ...account, merchantId: booked.merchantId };
    if (!isThere) await recordFinding(deps, whose, 'missing_at_provider', { ...booked, state: 'booked' }, byComparison);
  }
}

const byComparison = { foundBy: 'comparison' } as const;

async function compareOne(deps: CompareDeps, account: AccountOfProvider, found: ProviderPayment): Promise<void> {
  const wasComplete = isComplete(await findBooked(deps.db, account, found.reference), found);
  const isOurs = await settleFound(deps, account, found, 'comparison');
  const booked = isOurs ? await findBooked(deps.db, account, found.reference) : undefined;
  if (!booked) return;
  const whose = { ...account, merchantId: booked.merchantId };
  const isLate = !wasComplete && !(await isFresh(deps, found));
  if (isLate) await recordFinding(deps, whose, 'found_late', found, { ...byComparison, paymentId: booked.id });
  const isSame = booked.amountMinor === found.amountMinor && booked.currency === found.currency;
  if (!isSame) await recordFinding(deps, whose, 'amount_differs', found, byComparison);
}

/** Booked with all that went back; what came again is booked too. */
function isComplete(booked: Booked | undefined, found: ProviderPayment): boolean {
  return (
    movementsOf(found).every(({ reference, isUndone }) => {
      if (!isUndone) return booked?.wentBack.includes(reference);
      return !booked?.wentBack.includes(reference) || booked.cameAgain.includes(reference);
    }) &&
    (booked !== undefined || (found.state !== 'succeeded' && found.state !== 'returned'))
  );
}

async function isFresh({ db, clock }: CompareDeps, { attemptId }: ProviderPayment): Promise<boolean> {
  const attempt = attemptId === null ? undefined : await findAttempt(db, { attemptId });
  return attempt !== undefined && clock.now().getTime() - attempt.createdAt.getTime() < freshMs;
}
