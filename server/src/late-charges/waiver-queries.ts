import { sql, type Kysely, type Transaction } from 'kysely';
import type { ChargedLateCharge } from '@quittance/shared/invoice-facts.ts';
import type { Waiver } from '@quittance/shared/late-charge/input.ts';
import type { ApiWaiver } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantKey, MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Trx = Transaction<Database>;

export async function listWaivers(
  db: Kysely<Database>,
  scope: MerchantScope,
  documentId: string,
): Promise<ApiWaiver[]> {
  const rows = await db
    .selectFrom('late_charge_waivers')
    .select(['id', 'waived_date as waivedDate', 'code', 'amount_minor as amountMinor', 'reason', 'waived_by as by'])
    .select(['created_at as createdAt', 'ended_at as endedAt', 'ended_by as endedBy', 'ended_reason as endedReason'])
    .where('merchant_id', '=', scope.merchantId)
    .where('document_id', '=', documentId)
    .orderBy('id')
    .execute();
  return rows.map(({ createdAt, endedAt, endedBy, endedReason, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    ended: endedAt && { at: endedAt.toISOString(), by: endedBy ?? '', reason: endedReason ?? '' },
  }));
}

export type NewWaiver = {
  documentId: string;
  waivedDate: string;
  code: string | null;
  amountMinor: number | null;
  reason: string;
  by: string;
  now: Date;
};

export async function insertWaiver(trx: Trx, scope: MerchantScope, waiver: NewWaiver): Promise<string> {
  const { id } = await trx
    .insertInto('late_charge_waivers')
    .values({
      merchant_id: scope.merchantId,
      document_id: waiver.documentId,
      waived_date: waiver.waivedDate,
      code: waiver.code,
      amount_minor: waiver.amountMinor,
      reason: waiver.reason,
      waived_by: waiver.by,
      created_at: waiver.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function markWaiverEnded(
  trx: Trx,
  scope: MerchantScope,
  { waiverId, by, reason, now }: { waiverId: string; by: string; reason: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('late_charge_waivers')
    .set({ ended_at: now, ended_by: by, ended_reason: reason })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', waiverId)
    .execute();
}

/** By invoice, what counts of late charges that were not claimed; of an amount, what claimed charges did not use up. */
export async function findWaivers(
  db: Kysely<Database>,
  { merchantId }: MerchantKey,
  ids: readonly string[],
): Promise<Map<string, Waiver[]>> {
  const rows = await db
    .selectFrom('late_charge_waivers as w')
    .select(['w.id', 'w.document_id', 'w.waived_date as date', 'w.code', 'w.reason', 'w.waived_by as by'])
    .select(
      sql<number | null>`(w.amount_minor + coalesce((select sum(l.amount_minor) from late_charges l
        where l.merchant_id = w.merchant_id and l.waiver_id = w.id), 0))::bigint`.as('amountMinor'),
    )
    .where('w.merchant_id', '=', merchantId)
    .where('w.document_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('w.ended_at', 'is', null)
    .orderBy('w.id')
    .execute();
  const counting = rows.filter(({ amountMinor }) => amountMinor === null || amountMinor > 0);
  const byDocument = Map.groupBy(counting, (row) => row.document_id);
  return new Map(
    [...byDocument].map(([documentId, found]) => [
      documentId,
      found.map(({ id, date, code, amountMinor, by, reason }) => ({ id, date, code, amountMinor, by, reason })),
    ]),
  );
}

/** What claimed charges a waiver has taken back, by charge; negative. */
export async function listTakenBack(trx: Trx, scope: MerchantScope, waiverId: string): Promise<ChargedLateCharge[]> {
  return trx
    .selectFrom('late_charges')
    .select(['charge_date as date', 'amount_minor as amountMinor', 'line'])
    .where('merchant_id', '=', scope.merchantId)
    .where('waiver_id', '=', waiverId)
    .orderBy('id')
    .execute();
}
