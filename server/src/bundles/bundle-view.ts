import type { Bundle, BundleState } from '@quittance/shared/bundle.ts';
import type { BundleRow } from './bundle-queries.ts';
import type { BundleContent } from './find-content.ts';

export function bundleView(bundle: BundleRow, now: Date): Bundle {
  return {
    id: bundle.id,
    state: stateOf(bundle, now),
    doneCount: bundle.doneCount,
    totalCount: countOf(bundle),
    documentsCount: bundle.documentsCount,
    sizeBytes: bundle.sizeBytes,
    period: periodOf(bundle),
    expiresAt: bundle.expiresAt?.toISOString() ?? null,
    email: bundle.email,
  };
}

export function stateOf({ canceledAt, failedAt, expiresAt }: BundleRow, now: Date): BundleState {
  if (canceledAt) return 'canceled';
  if (failedAt) return 'failed';
  if (!expiresAt) return 'building';
  return expiresAt <= now ? 'expired' : 'ready';
}

export function countOf({ documentsCount, paymentsCount }: BundleRow): number {
  return documentsCount + paymentsCount;
}

export function periodOf({ fromDate, toDate }: BundleRow): BundleContent['period'] {
  return fromDate !== null && toDate !== null ? { from: fromDate, to: toDate } : null;
}
