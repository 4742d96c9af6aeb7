import type { AccountOfProvider } from './find-provider.ts';
import { bookReversals } from './book-reversals.ts';
import { findPaymentByReference } from './booking-queries.ts';
import { findMerchantOfAccount } from './finding-queries.ts';
import type { ProviderPayment } from './payment-provider.ts';
import { recordFinding, type FoundBy } from './record-finding.ts';
import type { RecordDeps } from './record-outcome.ts';

/**
 * A payment at a provider of which no attempt here is known. Where somebody has booked it, what went back of it is booked too; where it
 * bears an id of ours it is kept for somebody to look at, and nothing is booked by itself. False when it is none of ours.
 */
export async function settleUnknown(
  deps: RecordDeps,
  account: AccountOfProvider,
  found: ProviderPayment,
  foundBy: FoundBy,
): Promise<boolean> {
  const { provider } = account;
  const merchantId = await findMerchantOfAccount(deps.db, account);
  const isBooked =
    merchantId !== undefined &&
    (await deps.db.transaction().execute(async (trx) => {
      const books = { merchantId, provider };
      const named = { provider, providerReference: found.reference };
      if (!(await findPaymentByReference(trx, books, named))) return false;
      await bookReversals(deps, trx, books, { ...found, reversals: movementsOf(found) });
      return true;
    }));
  if (isBooked) return true;
  const mayBringMoney = found.state === 'succeeded' || found.state === 'returned' || found.state === 'processing';
  if (found.attemptId !== null && mayBringMoney)
    await recordFinding(deps, { ...account, merchantId }, 'unknown_payment', found, { foundBy });
  return false;
}

/** All that went back of it, and came again. */
export function movementsOf(found: ProviderPayment) {
  const lost = found.state === 'returned' ? [{ ...found.reversal, isUndone: false }] : [];
  return [...(found.reversals ?? []), ...lost];
}
