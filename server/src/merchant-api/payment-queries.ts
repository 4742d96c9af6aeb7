import { sql, type Kysely } from 'kysely';
import type { ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Filter = {
  hasCredit?: boolean | undefined;
  entityId?: string | undefined;
  customerId?: string | undefined;
  invoiceId?: string | undefined;
};

export async function listPayments(
  db: Db,
  scope: MerchantScope,
  filter: Filter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiPayment[]> {
  let query = payments(db, scope).orderBy('id').limit(limit);
  if (after !== null) query = query.where('id', '>', after);
  if (filter.entityId) query = query.where('entity_id', '=', filter.entityId);
  if (filter.customerId) query = query.where('customer_id', '=', filter.customerId);
  if (filter.hasCredit) query = query.where(unallocatedMinor, '>', 0);
  if (filter.invoiceId) {
    const { invoiceId } = filter;
    query = query.where('id', 'in', (from) =>
      from
        .selectFrom('allocations')
        .select('payment_id')
        .where('merchant_id', '=', scope.merchantId)
        .where('invoice_id', '=', invoiceId)
        .where('payment_id', 'is not', null),
    );
  }
  return withParts(db, scope, await query.execute());
}

export async function findPayment(db: Db, scope: MerchantScope, paymentId: string): Promise<ApiPayment | undefined> {
  const rows = await payments(db, scope).where('id', '=', paymentId).execute();
  return (await withParts(db, scope, rows))[0];
}

export async function findManualPayment(
  db: Db,
  scope: MerchantScope,
  reference: string,
): Promise<ApiPayment | undefined> {
  const manual = payments(db, scope).where('provider', '=', 'manual').where('provider_reference', '=', reference);
  return (await withParts(db, scope, await manual.execute()))[0];
}

const unallocatedMinor = sql<number>`amount_minor
  - (select coalesce(sum(a.amount_minor), 0) from allocations a
     where a.merchant_id = payments.merchant_id and a.payment_id = payments.id)
  - (select coalesce(sum(r.amount_minor), 0) from payment_reversals r
     where r.merchant_id = payments.merchant_id and r.payment_id = payments.id)`;

function payments(db: Db, scope: MerchantScope) {
  return db.selectFrom('payments').selectAll().where('merchant_id', '=', scope.merchantId);
}

type PaymentRow = Awaited<ReturnType<ReturnType<typeof payments>['executeTakeFirstOrThrow']>>;

async function withParts(db: Db, scope: MerchantScope, rows: PaymentRow[]): Promise<ApiPayment[]> {
  const ids = rows.map(({ id }) => id);
  const allocations = Map.groupBy(await listAllocations(db, scope, ids), ({ paymentId }) => paymentId);
  const reversals = Map.groupBy(await listReversals(db, scope, ids), ({ paymentId }) => paymentId);
  return rows.map((row) => {
    const applied = allocations.get(row.id) ?? [];
    const gone = reversals.get(row.id) ?? [];
    const total = (parts: { amountMinor: number }[]) => parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return {
      id: row.id,
      entityId: row.entity_id,
      customerId: row.customer_id,
      provider: row.provider,
      reference: row.provider_reference,
      method: row.method,
      amountMinor: row.amount_minor,
      currency: row.currency,
      receivedDate: row.received_date,
      note: row.note,
      paymentReferences: row.payment_references,
      allocations: applied.map(({ invoiceId, number, amountMinor }) => ({ invoiceId, number, amountMinor })),
      unallocatedMinor: Math.max(0, row.amount_minor - total(gone) - total(applied)),
      reversals: gone.map(({ kind, amountMinor, reversedDate }) => ({ kind, amountMinor, reversedDate })),
      createdAt: row.created_at.toISOString(),
    };
  });
}

async function listAllocations(db: Db, scope: MerchantScope, paymentIds: readonly string[]) {
  const { rows } = await sql<{ paymentId: string; invoiceId: string; number: string; amountMinor: number }>`
    select a.payment_id as "paymentId", d.id as "invoiceId", d.number, sum(a.amount_minor)::bigint as "amountMinor"
    from allocations a join documents d on d.merchant_id = a.merchant_id and d.id = a.invoice_id
    where a.merchant_id = ${scope.merchantId} and a.payment_id = any(${[...paymentIds]}::uuid[])
    group by a.payment_id, d.id, d.number having sum(a.amount_minor) <> 0 order by d.number, d.id`.execute(db);
  return rows;
}

async function listReversals(db: Db, scope: MerchantScope, paymentIds: readonly string[]) {
  return db
    .selectFrom('payment_reversals')
    .select(['payment_id as paymentId', 'kind', 'amount_minor as amountMinor', 'reversed_date as reversedDate'])
    .where('merchant_id', '=', scope.merchantId)
    .where('payment_id', '=', sql<string>`any(${[...paymentIds]}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
