import { sql, type Kysely } from 'kysely';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { AllocationFact, ChargedLateCharge, InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import type { Waiver } from '@quittance/shared/late-charge/input.ts';
import type { LateChargePolicy } from '@quittance/shared/late-charge/policy.ts';
import { type LateChargePolicyJson, readPolicy } from '@quittance/shared/late-charge/policy-codec.ts';
import type { RateSeries } from '@quittance/shared/late-charge/rate-series.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { findRates } from '../late-charges/rate-queries.ts';

type Db = Kysely<Database>;
type Ids = readonly string[];

/**
 * Everything that decides what is owed of these invoices, in at most three statements however many they are. Ids that are no invoice of the
 * merchant are not in the answer; that the caller may see them was decided where the ids come from.
 */
export async function findInvoiceFacts(db: Db, scope: MerchantKey, ids: Ids): Promise<Map<string, InvoiceFacts>> {
  if (ids.length === 0) return new Map();
  const invoices = await findInvoices(db, scope, ids);
  const policies = await findPolicies(
    db,
    scope,
    invoices.flatMap((row) => row.policy_id ?? []),
  );
  const rates = await findRates(db, scope, seriesOf([...policies.values()]));
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
        reminders: row.reminders,
        waivers: row.waivers,
        allocations: row.allocations.map(allocationFact),
        charged: row.charged,
        pendingMinor: row.pending_minor,
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
    .select([
      allocationsOfInvoice.as('allocations'),
      chargedOfInvoice.as('charged'),
      remindersOfInvoice.as('reminders'),
      waiversOfInvoice.as('waivers'),
      pendingOfInvoice.as('pending_minor'),
    ])
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

/** All that may hold for invoices of an entity to these customers, and the rates that they follow. */
export async function findPoliciesOfEntity(
  db: Db,
  scope: MerchantKey,
  { entityId, customerIds }: { entityId: string; customerIds: Ids },
): Promise<{ policies: LateChargePolicy[]; rates: RateSeries[] }> {
  const rows = await db
    .selectFrom('late_charge_policies')
    .select('policy')
    .distinct()
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', entityId)
    .where((row) => row.or([row('customer_id', 'is', null), row('customer_id', '=', anyOf(customerIds))]))
    .execute();
  const rates = await findRates(db, scope, seriesOf(rows.map(({ policy: json }) => ({ json }))));
  return { policies: rows.map(({ policy }) => readPolicy(policy)), rates };
}

type AllocationRow = {
  effectiveDate: CalendarDate;
  amountMinor: number;
  creditNoteId: string | null;
  number: string | null;
  issueDate: CalendarDate | null;
  method: string | null;
  receivedDate: CalendarDate | null;
  reversedDate: CalendarDate | null;
  /** Applied as credit, long after it came. */
  isCredit: boolean;
};

/** What follows is read with the row `d` of its invoice. */
const allocationsOfInvoice = sql<AllocationRow[]>`(
  select coalesce(json_agg(json_build_object('effectiveDate', a.effective_date, 'amountMinor', a.amount_minor,
    'creditNoteId', n.id, 'number', n.number, 'issueDate', n.issue_date,
    'method', p.method, 'receivedDate', p.received_date, 'reversedDate', r.reversed_date,
    'isCredit', a.draft_id is not null) order by a.created_at, a.id), '[]')
  from allocations a
  left join payments p on p.merchant_id = a.merchant_id and p.id = a.payment_id
  left join payment_reversals r on r.merchant_id = a.merchant_id and r.id = a.reversal_id
  left join documents n on n.merchant_id = a.merchant_id and n.id = a.credit_note_id
  where a.merchant_id = d.merchant_id and a.invoice_id = d.id)`;

function allocationFact(row: AllocationRow): AllocationFact {
  const common = { effectiveDate: row.effectiveDate, amountMinor: row.amountMinor };
  if (row.creditNoteId !== null) {
    const date = (row.isCredit ? null : row.issueDate) ?? row.effectiveDate;
    return { kind: 'credit_note', number: row.number ?? '', documentId: row.creditNoteId, date, ...common };
  }
  const method = row.method ?? '';
  if (row.reversedDate !== null) return { kind: 'reversal', method, date: row.reversedDate, ...common };
  const date = (row.isCredit ? null : row.receivedDate) ?? row.effectiveDate;
  return { kind: 'payment', method, date, ...common };
}

const chargedOfInvoice = sql<ChargedLateCharge[]>`(
  select coalesce(json_agg(json_build_object('date', l.charge_date, 'amountMinor', l.amount_minor, 'line', l.line)
    order by l.created_at, l.id), '[]')
  from late_charges l where l.merchant_id = d.merchant_id and l.document_id = d.id)`;

const remindersOfInvoice = sql<InvoiceFacts['reminders']>`(
  select coalesce(json_agg(json_build_object('sentDate', m.sent_date, 'channel', m.channel)), '[]')
  from reminders m where m.merchant_id = d.merchant_id and m.document_id = d.id)`;

/** What counts of late charges that were not claimed; of an amount, what claimed charges did not use up. */
const waiversOfInvoice = sql<Waiver[]>`(
  select coalesce(json_agg(json_build_object('id', w.id, 'date', w.waived_date, 'code', w.code,
    'amountMinor', w.amount_minor + w.used_minor, 'by', w.waived_by, 'reason', w.reason) order by w.id), '[]')
  from (
    select w.id, w.waived_date, w.code, w.amount_minor, w.waived_by, w.reason, coalesce((select sum(l.amount_minor) from late_charges l
      where l.merchant_id = w.merchant_id and l.waiver_id = w.id), 0)::bigint as used_minor
    from late_charge_waivers w
    where w.merchant_id = d.merchant_id and w.document_id = d.id and w.ended_at is null) w
  where w.amount_minor is null or w.amount_minor + w.used_minor > 0)`;

/** The series that the policies follow, each once. */
function seriesOf(policies: readonly { json: LateChargePolicyJson }[]): string[] {
  const rates = policies.flatMap(({ json }) =>
    json.charges.flatMap((charge) => ('rate' in charge ? [charge.rate] : [])),
  );
  return [...new Set(rates.flatMap((rate) => ('series' in rate ? [rate.series] : [])))];
}

/** Money on its way: sent, or sent as far as we know. Who still has to act (approve, transfer) has sent nothing yet. */
const pendingOfInvoice = sql<number>`(
  select coalesce(sum(i.amount_minor), 0)::bigint
  from payment_attempt_invoices i
  join payment_attempts t on t.merchant_id = i.merchant_id and t.id = i.attempt_id
  where i.merchant_id = d.merchant_id and i.invoice_id = d.id and i.is_open and t.state in ('processing', 'unknown'))`;

/** One parameter however many ids. */
function anyOf(ids: Ids) {
  return sql<string>`any(${[...ids]}::uuid[])`;
}
