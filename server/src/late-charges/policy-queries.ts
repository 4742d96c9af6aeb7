import { sql, type Kysely, type Transaction } from 'kysely';
import type { LateChargePolicyJson } from '@quittance/shared/late-charge/policy-codec.ts';
import type { ApiLateChargePolicy, LateChargePolicyFilter } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** Whose invoices a policy is for: an entity's, those of one of its customers, or one invoice. */
export type PolicyHolder = { entityId: string; customerId: string | null; invoiceId: string | null };

/** In the order in which they were added. */
export async function listPolicies(
  db: Kysely<Database>,
  scope: MerchantScope,
  filter: LateChargePolicyFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiLateChargePolicy[]> {
  let query = policies(db, scope).orderBy('id').limit(limit);
  if (filter.entityId) query = query.where('entity_id', '=', filter.entityId);
  if (filter.customerId) query = query.where('customer_id', '=', filter.customerId);
  if (filter.invoiceId) query = query.where('document_id', '=', filter.invoiceId);
  if (after) query = query.where('id', '>', after);
  return (await query.execute()).map(toApi);
}

/** The row of this very policy and version; what it says may be something else. */
export async function findPolicyVersion(
  trx: Transaction<Database>,
  scope: MerchantScope,
  holder: PolicyHolder,
  { id, version }: Pick<LateChargePolicyJson, 'id' | 'version'>,
): Promise<ApiLateChargePolicy | undefined> {
  const rows = await policies(trx, scope)
    .where('entity_id', '=', holder.entityId)
    .where('customer_id', 'is not distinct from', holder.customerId)
    .where('document_id', 'is not distinct from', holder.invoiceId)
    .where('version', '=', version)
    .execute();
  return rows.map(toApi).find(({ policy }) => policy.id === id);
}

export async function insertPolicy(
  trx: Transaction<Database>,
  scope: MerchantScope,
  { holder, policy, now }: { holder: PolicyHolder; policy: LateChargePolicyJson; now: Date },
): Promise<ApiLateChargePolicy> {
  const row = await trx
    .insertInto('late_charge_policies')
    .values({
      merchant_id: scope.merchantId,
      entity_id: holder.entityId,
      customer_id: holder.customerId,
      document_id: holder.invoiceId,
      version: policy.version,
      valid_from_date: policy.valid_from,
      policy: JSON.stringify(policy),
      created_at: now,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toApi(row);
}

const columns = [
  'id',
  'entity_id as entityId',
  'customer_id as customerId',
  'document_id as invoiceId',
  'policy',
  'created_at as createdAt',
] as const;

function policies(db: Kysely<Database>, scope: MerchantScope) {
  return db.selectFrom('late_charge_policies').select(columns).where('merchant_id', '=', scope.merchantId);
}

function toApi({ createdAt, ...row }: Omit<ApiLateChargePolicy, 'createdAt'> & { createdAt: Date }) {
  return { ...row, createdAt: createdAt.toISOString() };
}

/** The rate series that policies of each merchant follow. */
export async function listFollowedSeries(db: Kysely<Database>): Promise<{ merchantId: string; codes: string[] }[]> {
  const { rows } = await sql<{ merchantId: string; codes: string[] }>`
    select merchant_id as "merchantId", array_agg(distinct charge #>> '{rate,series}' order by charge #>> '{rate,series}') as codes
    from late_charge_policies, jsonb_array_elements(policy -> 'charges') as charge
    where charge #>> '{rate,series}' is not null
    group by merchant_id
    order by merchant_id`.execute(db);
  return rows;
}
