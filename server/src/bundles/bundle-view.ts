import type { Bundle, BundleState } from '@quittance/shared/bundle.ts';
import type { BundleRow } from './bundle-queries.ts';
import type { BundleContent } from './find-content.ts';

export function bundleView(bundle: BundleRow, now: Date): Bundle {
  return {
    id: bundle.id,
    state: stateOf(bundle, now),
    doneCount: bundle.doneCount,
    totalCount: bundle.documentIds.length + bundle.paymentIds.length,
    documentsCount: bundle.documentIds.length,
    sizeBytes: bundle.sizeBytes,
    period: contentOf(bundle).period,
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

export function contentOf({ documentIds, paymentIds, fromDate, toDate }: BundleRow): BundleContent {
  const period = fromDate !== null && toDate !== null ? { from: fromDate, to: toDate } : null;
  return { documentIds, paymentIds, period };
}
