import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { overduePath } from '@quittance/shared/return-page.ts';
import type { ReaderScope } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { originOf } from '../http/site.ts';
import { listPayableTotals } from '../payments/choose-invoices.ts';

/** Where the customer of a late invoice pays it with all the others that are late; null where it is the only one, or nothing is paid online. */
export async function findOverdue(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  { merchantId }: Pick<ReaderScope, 'merchantId'>,
  { entityId, customerId, summary }: { entityId: string; customerId: string; summary: DocumentSummary },
): Promise<{ count: number; url: string } | null> {
  if (summary.daysOverdue <= 0 || summary.amountDueMinor === 0) return null;
  const { host, view, paymentProviders } = await getEntityProfile(deps.db, { merchantId }, entityId);
  if (paymentProviders.length === 0) return null;
  const of = { entity: view.slug, customer: customerId, currency: summary.currency };
  const filter = { list: 'open', state: 'overdue', dates: 'due', entity: of.entity, customer: customerId } as const;
  const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
  const { totals } = await listPayableTotals(deps, reader, { filter, currency: of.currency });
  const count = totals[0]?.invoicesCount ?? 0;
  return count > 1 ? { count, url: `${originOf(deps.config, host)}${overduePath(of)}` } : null;
}
