import { sql, type Kysely, type Transaction } from 'kysely';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { triedStates } from './attempt-state.ts';
import { lockRule, type PrincipalStanding } from './payment-lock.ts';

// `clock_timestamp()` throughout: `now()` is the start of the transaction, which may have waited long for its turn.

export type Principal = { merchantId: string; principal: string };

/** Makes everything that counts tries of this principal happen one after another, until the transaction ends. */
export async function holdPrincipal(trx: Transaction<Database>, { merchantId, principal }: Principal): Promise<void> {
  await trx
    .insertInto('payment_locks')
    .values({ merchant_id: merchantId, principal })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'principal']).doNothing())
    .execute();
  await trx
    .selectFrom('payment_locks')
    .select('epoch')
    .where('merchant_id', '=', merchantId)
    .where('principal', '=', principal)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Who pays for which customer; without one, by the principal's own tries alone. */
type PayerOf = Principal & { customerId?: string };

/** Everything is computed at the time of asking: a lock ends by itself, whether or not any job runs. */
export async function getStanding(db: Kysely<Database>, payer: PayerOf): Promise<PrincipalStanding> {
  const { merchantId, principal } = payer;
  const { rows } = await sql<PrincipalStanding>`
    with clock as (select clock_timestamp() as at), lock as (select ${lockEnd(payer)} as until)
    select
      lock.until as "lockedUntil",
      coalesce(ceil(extract(epoch from lock.until - clock.at))::int, 0) as "retryAfterSeconds",
      coalesce(l.epoch, 0) as "epoch",
      (select count(*) from payment_attempts a
        where a.merchant_id = ${merchantId} and a.principal = ${principal} and a.failure_counted_at > greatest(
          clock.at - make_interval(secs => ${lockRule.fadeSeconds}),
          l.counts_from_at,
          case when l.locked_until <= clock.at then l.locked_until end
        )) as "failuresCount",
      (select count(*) from payment_attempts a
        where a.merchant_id = ${merchantId} and a.principal = ${principal} and a.state in (${sql.join([...triedStates])})) as "inFlightCount"
    from clock cross join lock left join payment_locks l on l.merchant_id = ${merchantId} and l.principal = ${principal}`.execute(
    db,
  );
  const [standing] = rows;
  if (!standing) throw new Error('a query without condition gave no row');
  return standing;
}

export async function markFailureCounted(
  trx: Transaction<Database>,
  merchantId: string,
  attemptId: string,
): Promise<void> {
  await trx
    .updateTable('payment_attempts')
    .set({ failure_counted_at: sql`clock_timestamp()` })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', attemptId)
    .execute();
}

/** From the counted failure on, to the microsecond. */
export async function lockFromFailure(
  trx: Transaction<Database>,
  { merchantId, principal }: Principal,
  attemptId: string,
): Promise<Date> {
  const { locked_until } = await trx
    .updateTable('payment_locks as l')
    .from('payment_attempts as a')
    .set({ locked_until: sql`a.failure_counted_at + make_interval(secs => ${lockRule.lockSeconds})` })
    .where('l.merchant_id', '=', merchantId)
    .where('l.principal', '=', principal)
    .where('a.merchant_id', '=', merchantId)
    .where('a.id', '=', attemptId)
    .returning('l.locked_until')
    .executeTakeFirstOrThrow();
  if (!locked_until) throw new Error(`attempt ${attemptId} is no counted failure`);
  await recordLockEvent(trx, { merchantId, principal }, { kind: 'locked', reason: null });
  return locked_until;
}

/** Earlier failures no longer count in a row, and a lock is lifted. */
export async function clearFailures(trx: Transaction<Database>, { merchantId, principal }: Principal): Promise<void> {
  await trx
    .updateTable('payment_locks')
    .set({ counts_from_at: sql`clock_timestamp()`, locked_until: null })
    .where('merchant_id', '=', merchantId)
    .where('principal', '=', principal)
    .execute();
}

/** Also keeps failures of tries that are still under way from counting. */
export async function liftLock(trx: Transaction<Database>, principal: Principal, reason: string): Promise<void> {
  await clearFailures(trx, principal);
  await trx
    .updateTable('payment_locks')
    .set({ epoch: sql`epoch + 1` })
    .where('merchant_id', '=', principal.merchantId)
    .where('principal', '=', principal.principal)
    .execute();
  await recordLockEvent(trx, principal, { kind: 'unlocked', reason });
}

/** Until when it is stopped; null where it is not. */
export async function findLockEnd(db: Kysely<Database>, payer: PayerOf): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`select ${lockEnd(payer)} as until`.execute(db);
  return rows[0]?.until ?? null;
}

/** Of the principal's own lock or of the customer's limit, whichever ends later; null where neither holds. */
function lockEnd(payer: PayerOf) {
  const { merchantId, principal, customerId } = payer;
  return sql<Date | null>`greatest(
    (select locked_until from payment_locks
      where merchant_id = ${merchantId} and principal = ${principal} and locked_until > clock_timestamp()),
    ${customerId === undefined ? sql`null` : customerLockEnd({ ...payer, customerId })})`;
}

/** When the first of the last tries that are too many fades. Links do not stop those who are signed in. */
function customerLockEnd({ merchantId, principal, customerId }: Principal & { customerId: string }) {
  return sql<Date | null>`(
    select a.failure_counted_at + make_interval(secs => ${lockRule.fadeSeconds})
    from payment_attempts a
    join payment_drafts d on d.merchant_id = a.merchant_id and d.id = a.draft_id
    where a.merchant_id = ${merchantId} and d.customer_id = ${customerId} and ${isRemembered}
      and (${principal} like 'link:%' or a.principal like 'contact:%')
    order by a.failure_counted_at desc
    offset ${lockRule.customerFailuresMax - 1} limit 1)`;
}

/** A failure of late that the merchant has not forgiven: nothing else makes it forgotten before its time. */
const isRemembered = sql<boolean>`(
  a.failure_counted_at > clock_timestamp() - make_interval(secs => ${lockRule.fadeSeconds})
  and not exists (select from payment_lock_events e where e.merchant_id = a.merchant_id and e.principal = a.principal
    and e.kind = 'unlocked' and e.happened_at >= a.failure_counted_at))`;

/** Whether lifting a lock would make anything forgotten. */
export async function hasFailures(db: Kysely<Database>, { merchantId, principal }: Principal): Promise<boolean> {
  const { rows } = await sql`
    select from payment_attempts a
    where a.merchant_id = ${merchantId} and a.principal = ${principal} and ${isRemembered} limit 1`.execute(db);
  return rows.length > 0;
}

export async function hasTried(db: Kysely<Database>, { merchantId, principal }: Principal): Promise<boolean> {
  const row = await db
    .selectFrom('payment_locks')
    .select('epoch')
    .where('merchant_id', '=', merchantId)
    .where('principal', '=', principal)
    .executeTakeFirst();
  return row !== undefined;
}

/** `email`: of the contact who is stopped, or to whom the link was sent. */
export type StoppedPayer = { principal: string; email: string | null; lockedUntil: Date };

/** Who is stopped now, for the merchant. */
export async function listPaymentLocks(db: Kysely<Database>, scope: MerchantScope): Promise<StoppedPayer[]> {
  const { rows } = await sql<StoppedPayer>`
    select l.principal, c.email, l.locked_until as "lockedUntil"
    from payment_locks l
    left join document_links k on l.principal = 'link:' || k.id
    left join contacts c on c.merchant_id = l.merchant_id
      and c.id::text = coalesce(k.contact_id::text, substr(l.principal, length('contact:') + 1))
    where l.merchant_id = ${scope.merchantId} and l.locked_until > clock_timestamp()
    order by l.locked_until, l.principal`.execute(db);
  return rows;
}

async function recordLockEvent(
  trx: Transaction<Database>,
  { merchantId, principal }: Principal,
  event: { kind: 'locked' | 'unlocked'; reason: string | null },
): Promise<void> {
  await trx
    .insertInto('payment_lock_events')
    .values({ merchant_id: merchantId, principal, ...event, happened_at: sql`clock_timestamp()` })
    .execute();
}
