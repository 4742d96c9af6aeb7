import type { Transaction } from 'kysely';
import type { BookFinding } from '@quittance/shared/merchant-api/payment-finding.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { queuePaymentReceipt } from '../email/queue-payment-mails.ts';
import { AppError } from '../http/errors.ts';
import { bookPayment } from './book-payment.ts';
import { bookReversals } from './book-reversals.ts';
import { findFinding, holdFinding, resolveFinding, type FindingRow } from './finding-queries.ts';
import { findProviderOfAccount } from './find-provider.ts';
import type { ProviderPayment } from './payment-provider.ts';
import { findTarget, type RecordedPayment } from './record-payment.ts';
import type { SettleDeps } from './settle-payment.ts';
import { movementsOf } from './settle-unknown.ts';

/**
 * Books money of which nothing was known here for whom somebody says, as the provider has it now and with what of it went back since. Once:
 * booked before, it is the same payment.
 */
export async function bookFinding(
  deps: SettleDeps,
  scope: MerchantScope,
  findingId: string,
  said: BookFinding,
): Promise<{ paymentId: string; isNew: boolean }> {
  const finding = await findFinding(deps.db, scope, findingId);
  if (!finding) throw new AppError('not_found');
  if (finding.payment_id !== null) return { paymentId: finding.payment_id, isNew: false };
  if (finding.kind !== 'unknown_payment')
    throw new AppError('invalid_request', 'Only what is unknown here is booked. Look into it, then set it aside.');
  const found = await askAgain(deps, finding);
  return deps.db.transaction().execute(async (trx) => {
    const held = await holdFinding(trx, scope, findingId);
    if (held?.payment_id) return { paymentId: held.payment_id, isNew: false };
    const paymentId = await book(deps, trx, finding, found, said);
    const resolved = { resolution: 'booked' as const, resolved_at: deps.clock.now() };
    await resolveFinding(trx, finding, { ...resolved, note: said.note ?? null, payment_id: paymentId });
    return { paymentId, isNew: true };
  });
}

/** What is known of it and is to stay unbooked, with the reason. */
export async function setFindingAside(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  findingId: string,
  reason: string,
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const finding = await holdFinding(trx, scope, findingId);
    if (!finding) throw new AppError('not_found');
    if (finding.resolution === 'booked')
      throw new AppError('already_exists', 'It is booked: refund that payment instead.');
    const resolved_at = deps.clock.now();
    await resolveFinding(trx, finding, { resolution: 'set_aside', resolved_at, note: reason, payment_id: null });
  });
}

/** Only what the provider says now is booked. */
async function askAgain(deps: SettleDeps, finding: FindingRow): Promise<ProviderPayment> {
  const { provider: id, provider_account_id: accountId, provider_reference: reference } = finding;
  const provider = await findProviderOfAccount(deps, { provider: id, accountId });
  if (!provider) throw new AppError('provider_unavailable', `${id} is not configured here: it cannot be asked.`);
  const found = await provider.refresh({ reference });
  if (found?.state === 'succeeded' || found?.state === 'returned') return found;
  throw new AppError(
    'invalid_request',
    `${id} has taken no money under ${reference}: ${found?.state ?? 'not known there'}.`,
  );
}

async function book(
  deps: SettleDeps,
  trx: Transaction<Database>,
  { merchant_id: merchantId, provider, provider_account_id }: FindingRow,
  found: ProviderPayment,
  { paymentReferences, entityId = '', customerId = '', receivedDate, note, sendReceipt = false }: BookFinding,
): Promise<string> {
  const { amountMinor, currency } = found;
  const target: RecordedPayment['target'] = paymentReferences
    ? { references: paymentReferences, invoices: null }
    : { entityId, customerId };
  const { timeZone, ...account } = await findTarget(trx, deps, { merchantId }, { target, currency, amountMinor });
  const today = deps.clock.today(timeZone);
  const received = receivedDate ?? today;
  if (received > today) throw new AppError('invalid_request', `${received} has not come yet: today is ${today}.`);
  const { paymentId } = await bookPayment(trx, deps, {
    merchantId,
    entityId: account.entityId,
    customerId: account.customerId,
    provider,
    providerReference: found.reference,
    accountId: provider_account_id,
    method: found.method ?? 'other',
    amountMinor,
    currency,
    receivedDate: received,
    effectiveDate: received,
    allocations: account.allocations,
    attemptId: null,
    note: note ?? null,
    paymentReferences: account.paymentReferences,
  });
  await bookReversals(deps, trx, { merchantId, provider }, { ...found, reversals: movementsOf(found) });
  if (sendReceipt) await queuePaymentReceipt(deps, trx, { merchantId, paymentId });
  return paymentId;
}
