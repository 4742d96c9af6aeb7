import { AppError } from '../../http/errors.ts';
import type {
  CollectionOrder,
  PaymentProvider,
  ProviderPayment,
  ProviderQuery,
  RefundOrder,
} from '../payment-provider.ts';
import { enterInBooks, findInBooks, listInBooks, told } from './sandbox-books.ts';
import { isSandboxInput, readSandboxInput } from './sandbox-input.ts';
import {
  moveAndTell,
  queueLater,
  queueWebhook,
  sandboxSimulation,
  type SandboxDeps,
  type SandboxOptions,
} from './sandbox-simulation.ts';
import { testNumbers, type TestNumber } from './sandbox-test-numbers.ts';
import { listRefunds } from './sandbox-refunds.ts';
import { readWebhook } from './sandbox-webhook.ts';

const id = 'sandbox';

/** A provider without a bank: keeps its own books, answers as the published test numbers say, and calls our webhook like a real one. */
export function sandboxProvider(deps: SandboxDeps, options: SandboxOptions): PaymentProvider {
  return {
    id,
    accountId: null,
    isTestMode: true,
    listMethods: async () => [
      { provider: id, id: 'card', kind: 'card' },
      { provider: id, id: 'debit', kind: 'debit' },
    ],
    clientConfig: () => ({
      provider: id,
      testNumbers: testNumbers.map(({ kind, number, outcome }) => ({ kind, number, outcome })),
    }),
    methodOf: (input) => (isSandboxInput(input) ? readSandboxInput(input, deps.clock.now()).kind : null),
    startAttempt: (order, input) => start(deps, options, order, readSandboxInput(input, deps.clock.now())),
    refresh: (query) => tell(deps, query),
    listPayments: (since) => listInBooks(deps.db, since),
    refund: (order) => refund(deps, order),
    async cancel(query) {
      const row = await findInBooks(deps.db, query);
      if (row) await moveAndTell(deps, row.reference, { state: 'canceled', failureCode: 'canceled' });
      return tell(deps, query);
    },
    parseWebhook: async ({ rawBody, headers }) => [
      readWebhook(rawBody, headers, options.webhookSecret, deps.clock.now()),
    ],
    webPolicy: () => ({}),
    simulation: sandboxSimulation(deps, options),
  };
}

async function start(
  deps: SandboxDeps,
  { delayMs }: SandboxOptions,
  { attemptId, amountMinor, currency }: CollectionOrder,
  { kind, number, states: [state, ...later], failureCode }: TestNumber,
): Promise<ProviderPayment> {
  const at = deps.clock.now();
  const reference = `sbx_${Buffer.from(deps.random.bytes(12)).toString('hex')}`;
  await deps.db.transaction().execute(async (trx) => {
    const isEntered = await enterInBooks(trx, {
      reference,
      attempt_id: attemptId,
      amount_minor: amountMinor,
      currency,
      method: kind,
      state,
      failure_code: failureCode,
      last4: number.slice(-4),
      created_at: at,
      updated_at: at,
    });
    if (!isEntered) return;
    await queueWebhook(deps, trx, reference);
    await queueLater(deps, trx, { reference, states: later, delayMs });
  });
  const payment = await tell(deps, { attemptId });
  if (!payment) throw new Error(`attempt ${attemptId} is missing in the sandbox's books`);
  return payment;
}

/** The money leaves at once. */
async function refund(deps: SandboxDeps, order: RefundOrder): Promise<{ reference: string }> {
  const { refundId, reference, amountMinor } = order;
  return deps.db.transaction().execute(async (trx) => {
    const payment = await trx
      .selectFrom('sandbox_payments')
      .select(['amount_minor', 'state'])
      .where('reference', '=', reference)
      .forUpdate()
      .executeTakeFirst();
    const refunds = await listRefunds(trx, [reference]);
    const known = refunds.find((row) => row.refund_id === refundId);
    if (known) return { reference: known.reference };
    const sentMinor = refunds.filter(({ state }) => state === 'sent').reduce((sum, row) => sum + row.amount_minor, 0);
    if (payment?.state !== 'succeeded' || sentMinor + amountMinor > payment.amount_minor)
      throw new AppError('refund_refused', 'The sandbox has taken no such money, or has given it back.');
    const named = `sbr_${Buffer.from(deps.random.bytes(12)).toString('hex')}`;
    await trx
      .insertInto('sandbox_refunds')
      .values({
        reference: named,
        payment_reference: reference,
        refund_id: refundId,
        amount_minor: amountMinor,
        state: 'sent',
        created_at: deps.clock.now(),
      })
      .execute();
    await queueWebhook(deps, trx, reference);
    return { reference: named };
  });
}

async function tell(deps: SandboxDeps, query: ProviderQuery): Promise<ProviderPayment | null> {
  const row = await findInBooks(deps.db, query);
  return row ? told(row, await listRefunds(deps.db, [row.reference])) : null;
}
