import { sql, type Kysely } from 'kysely';
import type { AllocationFact, ChargedLateCharge, InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import { type LateChargePolicyJson, readPolicy } from '@quittance/shared/late-charge/policy-codec.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { findRates } from '../late-charges/rate-queries.ts';
import { findWaivers } from '../late-charges/waiver-queries.ts';

type Db = Kysely<Database>;
type Ids = readonly string[];

/**
 * Everything that decides what is owed of these invoices, in a handful of statements however many they are. Ids that are no invoice of the
 * merchant are not in the answer; that the caller may see them was decided where the ids come from.
 */
export async function findInvoiceFacts(db: Db, scope: MerchantKey, ids: Ids): Promise<Map<string, InvoiceFacts>> {
  if (ids.length === 0) return new Map();
  // One after the other: within a transaction there is one connection.
  const invoices = await findInvoices(db, scope, ids);
  const allocations = Map.groupBy(await findAllocations(db, scope, ids), (row) => row.invoice_id);
  const charges = Map.groupBy(await findCharges(db, scope, ids), (row) => row.document_id);
  const reminders = Map.groupBy(await findReminders(db, scope, ids), (row) => row.document_id);
  const waivers = await findWaivers(db, scope, ids);
  const policies = await findPolicies(
    db,
    scope,
    invoices.flatMap((row) => row.policy_id ?? []),
  );
  const rates = await findRates(db, scope, seriesOf([...policies.values()]));
  const pending = new Map((await findPending(db, scope, ids)).map((row) => [row.invoice_id, row.amount_minor]));
  return new Map(
    invoices.map((row) => [
      row.id,
      {
        invoice: {
          payableMinor: row.payable_minor,
          currency: row.currency,
          issueDate: row.issue_date,
          dueDate: row.due_date,
        },
        policy: (row.policy_id && policies.get(row.policy_id)?.policy) || null,
        rates,
        reminders: (reminders.get(row.id) ?? []).map(reminderFact),
        waivers: waivers.get(row.id) ?? [],
        allocations: (allocations.get(row.id) ?? []).map(allocationFact),
        charged: (charges.get(row.id) ?? []).map(chargedLateCharge),
        pendingMinor: pending.get(row.id) ?? 0,
        isVoided: row.voided_at !== null,
        isDisputed: row.disputed_at !== null,
      },
    ]),
  );
}

export type CreditNoteStanding = { unallocatedMinor: number; isVoided: boolean };

/** What is not yet applied of credit notes, nothing of a void one. */
export async function findCreditNoteStandings(
  db: Db,
  scope: MerchantKey,
  ids: Ids,
): Promise<Map<string, CreditNoteStanding>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'voided_at', creditNoteUnallocatedMinor.as('unallocated_minor')])
    .where('merchant_id', '=', scope.merchantId)
    .where('kind', '=', 'credit_note')
    .where('id', '=', anyOf(ids))
    .execute();
  return new Map(
    rows.map((row) => [row.id, { unallocatedMinor: row.unallocated_minor, isVoided: row.voided_at !== null }]),
  );
}

/**
 * The outstanding balance of a row of `documents` of kind invoice, for lists that must tell open from paid without reading facts: the
 * same as `outstandingBalanceMinor` in shared/src/invoice-facts.ts. An open invoice that is late accrues more on top of it.
 */
export const invoiceOutstandingMinor = sql<number>`
  case when documents.voided_at is not null then 0 else greatest(0, documents.payable_minor
    + coalesce((select sum(c.amount_minor) from late_charges c
        where c.merchant_id = documents.merchant_id and c.document_id = documents.id), 0)
    - coalesce((select sum(a.amount_minor) from allocations a
        where a.merchant_id = documents.merchant_id and a.invoice_id = documents.id), 0))::bigint end`;

/** What is left of a row of `documents` of kind credit note. */
export const creditNoteUnallocatedMinor = sql<number>`
  case when documents.voided_at is not null then 0 else greatest(0, documents.payable_minor
    - coalesce((select sum(a.amount_minor) from allocations a
        where a.merchant_id = documents.merchant_id and a.credit_note_id = documents.id), 0))::bigint end`;

/** With the policy that was valid when the invoice was issued: its own before the customer's, before the entity's, then the newest. */
async function findInvoices(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  return db
    .selectFrom('documents as d')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.id', '=', 'd.customer_id'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('late_charge_policies as p')
          .select('p.id')
          .whereRef('p.merchant_id', '=', 'd.merchant_id')
          .whereRef('p.entity_id', '=', 'd.entity_id')
          .where((row) =>
            row.or([
              row('p.document_id', '=', row.ref('d.id')),
              row('p.customer_id', '=', row.ref('d.customer_id')),
              row.and([row('p.document_id', 'is', null), row('p.customer_id', 'is', null)]),
            ]),
          )
          .whereRef('p.valid_from_date', '<=', 'd.issue_date')
          .where(sql<boolean>`p.policy ->> 'audience' in ('any', c.audience)`)
          .orderBy(sql`p.document_id is null`)
          .orderBy(sql`p.customer_id is null`)
          .orderBy('p.valid_from_date', 'desc')
          .orderBy('p.version', 'desc')
          .limit(1)
          .as('valid'),
      (join) => join.onTrue(),
    )
    .select(['d.id', 'd.payable_minor', 'd.currency', 'd.issue_date', 'd.due_date', 'd.voided_at', 'd.disputed_at'])
    .select('valid.id as policy_id')
    .where('d.merchant_id', '=', merchantId)
    .where('d.kind', '=', 'invoice')
    .where('d.id', '=', anyOf(ids))
    .execute();
}

/** Each version once, however many invoices are under it. */
async function findPolicies(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  const rows = await db
    .selectFrom('late_charge_policies')
    .select(['id', 'policy'])
    .where('merchant_id', '=', merchantId)
    .where('id', '=', anyOf([...new Set(ids)]))
    .execute();
  return new Map(rows.map(({ id, policy }) => [id, { json: policy, policy: readPolicy(policy) }]));
}

type AllocationRow = Awaited<ReturnType<typeof findAllocations>>[number];

async function findAllocations(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  return db
    .selectFrom('allocations as a')
    .leftJoin('payments as p', (join) =>
      join.onRef('p.merchant_id', '=', 'a.merchant_id').onRef('p.id', '=', 'a.payment_id'),
    )
    .leftJoin('payment_reversals as r', (join) =>
      join.onRef('r.merchant_id', '=', 'a.merchant_id').onRef('r.id', '=', 'a.reversal_id'),
    )
    .leftJoin('documents as n', (join) =>
      join.onRef('n.merchant_id', '=', 'a.merchant_id').onRef('n.id', '=', 'a.credit_note_id'),
    )
    .select(['a.invoice_id', 'a.amount_minor', 'a.effective_date', 'p.method', 'p.received_date', 'r.reversed_date'])
    .select(['n.id as credit_note_id', 'n.number', 'n.issue_date'])
    .where('a.merchant_id', '=', merchantId)
    .where('a.invoice_id', '=', anyOf(ids))
    .orderBy('a.created_at')
    .orderBy('a.id')
    .execute();
}

function allocationFact(row: AllocationRow): AllocationFact {
  const common = { effectiveDate: row.effective_date, amountMinor: row.amount_minor };
  if (row.credit_note_id !== null) {
    const date = row.issue_date ?? row.effective_date;
    return { kind: 'credit_note', number: row.number ?? '', documentId: row.credit_note_id, date, ...common };
  }
  const method = row.method ?? '';
  if (row.reversed_date !== null) return { kind: 'reversal', method, date: row.reversed_date, ...common };
  return { kind: 'payment', method, date: row.received_date ?? row.effective_date, ...common };
}

type ChargeRow = Awaited<ReturnType<typeof findCharges>>[number];

async function findCharges(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  return db
    .selectFrom('late_charges')
    .select(['document_id', 'charge_date', 'amount_minor', 'line'])
    .where('merchant_id', '=', merchantId)
    .where('document_id', '=', anyOf(ids))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

function chargedLateCharge(row: ChargeRow): ChargedLateCharge {
  return { date: row.charge_date, amountMinor: row.amount_minor, line: row.line };
}

async function findReminders(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  return db
    .selectFrom('reminders')
    .select(['document_id', 'sent_date', 'channel'])
    .where('merchant_id', '=', merchantId)
    .where('document_id', '=', anyOf(ids))
    .execute();
}

function reminderFact(row: Awaited<ReturnType<typeof findReminders>>[number]): InvoiceFacts['reminders'][number] {
  return { sentDate: row.sent_date, channel: row.channel };
}

/** The series that the policies follow, each once. */
function seriesOf(policies: readonly { json: LateChargePolicyJson }[]): string[] {
  const rates = policies.flatMap(({ json }) =>
    json.charges.flatMap((charge) => ('rate' in charge ? [charge.rate] : [])),
  );
  return [...new Set(rates.flatMap((rate) => ('series' in rate ? [rate.series] : [])))];
}

/** Money on its way: sent, or sent as far as we know. Who still has to act (approve, transfer) has sent nothing yet. */
async function findPending(db: Db, { merchantId }: MerchantKey, ids: Ids) {
  return db
    .selectFrom('payment_attempt_invoices as i')
    .innerJoin('payment_attempts as a', (join) =>
      join.onRef('a.merchant_id', '=', 'i.merchant_id').onRef('a.id', '=', 'i.attempt_id'),
    )
    .select(['i.invoice_id', sql<number>`sum(i.amount_minor)::bigint`.as('amount_minor')])
    .where('i.merchant_id', '=', merchantId)
    .where('i.invoice_id', '=', anyOf(ids))
    .where('i.is_open', '=', true)
    .where('a.state', 'in', ['processing', 'unknown'])
    .groupBy('i.invoice_id')
    .execute();
}

/** One parameter however many ids. */
function anyOf(ids: Ids) {
  return sql<string>`any(${[...ids]}::uuid[])`;
}
