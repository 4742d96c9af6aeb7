import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findProviderOfAccount, type ProviderDeps } from './find-provider.ts';
import type { PaymentProvider } from './payment-provider.ts';
import {
  findRefund,
  findRefundablePayment,
  updateRefund,
  type RefundablePayment,
  type RefundRow,
} from './refund-queries.ts';
import { settleReference, type SettleDeps } from './settle-payment.ts';

export type RefundDeps = SettleDeps & ProviderDeps & Pick<Deps, 'random'>;

/** Below the shortest time for which a provider knows a repeated request by its key. */
const sameKeyMs = 50 * 60_000;

/**
 * Asks the provider to give it back, and books what became of it. Refuses where the provider does, or was not reached; where nobody knows
 * whether it was, the refund stays as it is and is looked after.
 */
export async function sendRefund(deps: RefundDeps, payment: RefundablePayment, refund: RefundRow): Promise<void> {
  const provider = await providerOf(deps, payment);
  const order = {
    refundId: refund.id,
    reference: payment.providerReference,
    amountMinor: refund.amount_minor,
    currency: payment.currency,
  };
  try {
    const { reference } = await provider.refund(order);
    await updateRefund(deps.db, refund, { state: 'accepted', provider_reference: reference });
  } catch (error) {
    if (error instanceof AppError) {
      await failRefund(deps, refund, error.detail ?? error.code);
      throw error;
    }
    deps.log.error({ err: error, refundId: refund.id }, 'the outcome of a refund is unknown');
    return;
  }
  await look(deps, payment, refund);
}

/** What no answer and no message has told: asked for by the janitor. Asked again only under the same key, and while the provider knows it. */
export async function settleRefund(deps: RefundDeps, refund: RefundRow): Promise<void> {
  const scope = { merchantId: refund.merchant_id };
  const now = deps.clock.now();
  const payment = await findRefundablePayment(deps.db, scope, refund.payment_id);
  if (!payment) throw new Error(`the payment of refund ${refund.id} is not there`);
  await updateRefund(deps.db, refund, { looked_at: now });
  await settleReference(deps, payment, payment.providerReference);
  const known = await findRefund(deps.db, scope, { id: refund.id });
  if (known?.state !== 'requested') return;
  const isFresh = now.getTime() - refund.created_at.getTime() < sameKeyMs;
  if (isFresh) await sendRefund(deps, payment, refund).catch(refusalIsKept);
  else await failRefund(deps, refund, 'the provider never heard of it');
}

/** The merchant is told by the refund itself. */
function refusalIsKept(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

async function look(deps: RefundDeps, payment: RefundablePayment, refund: RefundRow): Promise<void> {
  await settleReference(deps, payment, payment.providerReference).catch((error: unknown) =>
    deps.log.error({ err: error, refundId: refund.id }, 'a refund was accepted and could not be looked at yet'),
  );
}

async function failRefund(deps: RefundDeps, refund: RefundRow, failure: string): Promise<void> {
  await updateRefund(deps.db, refund, { state: 'failed', failure, settled_at: deps.clock.now() });
}

async function providerOf(deps: ProviderDeps, payment: RefundablePayment): Promise<PaymentProvider> {
  const provider = await findProviderOfAccount(deps, payment);
  if (provider) return provider;
  throw new AppError(
    'provider_unavailable',
    `${payment.provider} is not configured here any more. Pay it out yourself (paidOutDate).`,
  );
}
