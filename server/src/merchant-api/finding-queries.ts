import type { Kysely, Selectable } from 'kysely';
import type { ApiFinding, FindingKind } from '@quittance/shared/merchant-api/payment-finding.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Filter = { kind?: FindingKind | undefined; isOpen?: boolean | undefined };

/** In the order in which they were found. */
export async function listFindings(
  db: Kysely<Database>,
  { merchantId }: MerchantScope,
  { kind, isOpen }: Filter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiFinding[]> {
  let query = db
    .selectFrom('payment_findings')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('id')
    .limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  if (kind) query = query.where('kind', '=', kind);
  if (isOpen) query = query.where('resolved_at', 'is', null);
  return (await query.execute()).map(apiFinding);
}

export function apiFinding(row: Selectable<Database['payment_findings']>): ApiFinding {
  return {
    id: row.id,
    kind: row.kind,
    provider: row.provider,
    providerReference: row.provider_reference,
    attemptId: row.attempt_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    state: row.state,
    foundBy: row.found_by,
    foundAt: row.found_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    resolution: row.resolution,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    note: row.note,
    paymentId: row.payment_id,
  };
}
