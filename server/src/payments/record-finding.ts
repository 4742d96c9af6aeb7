import type { FindingKind } from '@quittance/shared/merchant-api/payment-finding.ts';
import type { Deps } from '../deps.ts';
import type { AccountOfProvider } from './find-provider.ts';
import { upsertFinding } from './finding-queries.ts';
import type { ProviderPayment } from './payment-provider.ts';

export type FoundBy = 'message' | 'comparison';
type Seen = Pick<ProviderPayment, 'reference' | 'attemptId' | 'amountMinor' | 'currency'> & { state: string };

/** Keeps it where the merchant sees it, and logs it the first time. With `paymentId` it is booked already, and nothing is left to do. */
export async function recordFinding(
  deps: Pick<Deps, 'db' | 'clock' | 'log'>,
  account: AccountOfProvider & { merchantId: string | undefined },
  kind: FindingKind,
  { reference, attemptId, amountMinor, currency, state }: Seen,
  { foundBy, paymentId = null }: { foundBy: FoundBy; paymentId?: string | null },
): Promise<void> {
  const { merchantId } = account;
  const about = { ...account, kind, reference, attemptId, state, foundBy };
  if (merchantId === undefined)
    return deps.log.error(about, 'a provider and our books differ, and nobody knows whose it is');
  const now = deps.clock.now();
  const isNew = await upsertFinding(deps.db, {
    merchant_id: merchantId,
    kind,
    provider: account.provider,
    provider_account_id: account.accountId,
    provider_reference: reference,
    attempt_id: attemptId,
    amount_minor: amountMinor,
    currency,
    state,
    found_by: foundBy,
    found_at: now,
    seen_at: now,
    ...(paymentId !== null && { payment_id: paymentId, resolution: 'booked', resolved_at: now }),
  });
  if (isNew) deps.log.error(about, 'a provider and our books differ: quittance payments findings');
}
