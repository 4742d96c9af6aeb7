import type { Kysely, Transaction } from 'kysely';
import type { ChargedLateCharge } from '@quittance/shared/invoice-facts.ts';
import type { ApiWaiver } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
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
