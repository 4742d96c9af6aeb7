import { z } from 'zod';
import type { PaymentMethod } from '@quittance/shared/payment.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../http/errors.ts';
import type {
  CollectionOrder,
  MethodIcon,
  MethodQuery,
  PaymentProvider,
  ProviderAccount,
  ProviderPayment,
  ProviderQuery,
  RefundOrder,
} from '../payment-provider.ts';
import type { Circuit } from './circuit.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { toMollieAmount } from './mollie-amount.ts';
import {
  ask,
  askForEach,
  createOnce,
  openMollie,
  readTrouble,
  type OpenMollie,
  type Trouble,
} from './mollie-client.ts';
import { fetchIcon } from './mollie-icons.ts';
import { lookBack } from './look-back.ts';
import { mollieLocale } from './mollie-locale.ts';
import { isLeftOut, methodsAsked, offeredMethods } from './mollie-methods.ts';
import { attemptKey, attemptOf, molliePaymentId, readMolliePayment, refundKey } from './mollie-outcome.ts';
import { readMollieWebhook, webhookUrlOf } from './mollie-webhook.ts';

const id = 'mollie';
/** Clocks may differ by a quarter of an hour. */
const spanMs = 15 * 60_000;
const descriptionMax = 255;

/** How long an answer is waited for, and how long between tries. */
export type MollieTimes = { readMs: number; createMs: number; pausesMs: readonly number[] };

/** What all accounts share. */
export type MollieHouse = Pick<Deps, 'clock' | 'log'> & {
  webhookKey: Buffer;
  health: Circuit;
  times: MollieTimes;
  methods: KeptAnswers<PaymentMethod[]>;
  icons: KeptAnswers<MethodIcon | null>;
};
type Open = MollieHouse & { account: ProviderAccount; mollie: () => Promise<OpenMollie> };

/** Our own list of Mollie's methods, then Mollie's page for the one that was chosen. Nothing of Mollie's is loaded into ours. */
export function mollieProvider(house: MollieHouse, account: ProviderAccount): PaymentProvider {
  let mollie: Promise<OpenMollie> | null = null;
  const opened: Open = { ...house, account, mollie: () => (mollie ??= openMollie(account.keys.apiKey)) };
  return {
    id,
    accountId: account.id,
    isTestMode: account.mode === 'test',
    listMethods: (query) => listMethods(opened, query),
    methodIcon: (method) => opened.icons(method, () => findIcon(opened, method)),
    clientConfig: () => ({ provider: id }),
    methodOf: (input) => (input.kind === 'mollie' && !isLeftOut(input.method) ? input.method : null),
    startAttempt: (order, input) => {
      if (input.kind !== 'mollie') throw new AppError('method_unavailable');
      return start(opened, order, input.method);
    },
    refresh: (query) => find(opened, query),
    listPayments: (since) => listPayments(opened, since),
    refund: (order) => refund(opened, order),
    cancel: (query) => cancel(opened, query),
    parseWebhook: async (message) => readMollieWebhook(house, account, message),
    webPolicy: () => ({}),
  };
}

async function listMethods(opened: Open, query: MethodQuery): Promise<PaymentMethod[]> {
  refuseWhileDown(opened.health);
  const { account } = opened;
  const mollie = await opened.mollie();
  const asked = methodsAsked(mollie, query);
  // By what Mollie makes of it: a browser may call its language what it likes.
  const key = JSON.stringify([account.keys.apiKey, query.country, asked]);
  return opened.methods(key, async () => {
    const listed = await ask(opened, () => mollie.client.methods.list(asked)).catch((error: unknown) => {
      // An amount or currency that Mollie takes in no way.
      const { status, field } = readTrouble(error);
      if (status === 422 && field?.startsWith('amount')) return [];
      throw error;
    });
    const known: string[] = Object.values(mollie.words.PaymentMethod);
    const iconUrl = (method: string) => `/api/payments/icons/${id}/${account.id}/${method}`;
    return offeredMethods(listed ?? [], { known, query, iconUrl });
  });
}

async function findIcon(opened: Open, method: string): Promise<MethodIcon | null> {
  const { client, words } = await opened.mollie();
  const known = wordOf(words.PaymentMethod, method);
  if (!known) return null;
  refuseWhileDown(opened.health);
  const found = await ask(opened, () => client.methods.get(known)).catch((error: unknown) => {
    // One that the account does not take.
    if (readTrouble(error).status === 403) return null;
    throw error;
  });
  return found && fetchIcon(found.image.size2x);
}

async function start(opened: Open, order: CollectionOrder, method: string): Promise<ProviderPayment> {
  refuseWhileDown(opened.health);
  const { client, words } = await opened.mollie();
  const known = wordOf(words.PaymentMethod, method);
  if (!known) throw new AppError('method_unavailable');
  const locale = mollieLocale(Object.values(words.Locale), order);
  const webhookUrl = webhookUrlOf(opened, opened.account, order.attemptId);
  const created = await createOnce(opened, () =>
    client.payments.create({
      amount: toMollieAmount(order.amountMinor, order.currency),
      description: order.description.slice(0, descriptionMax),
      method: known,
      redirectUrl: order.returnUrl,
      ...(webhookUrl !== null && { webhookUrl }),
      ...(locale !== undefined && { locale }),
      metadata: { [attemptKey]: order.attemptId, quittance_draft: order.draftId },
      idempotencyKey: order.attemptId,
    }),
  );
  return read(opened, created);
}

async function refund(
  opened: Open,
  { refundId, reference, amountMinor, currency }: RefundOrder,
): Promise<{ reference: string }> {
  const { client } = await opened.mollie();
  const order = {
    paymentId: reference,
    amount: toMollieAmount(amountMinor, currency),
    metadata: { [refundKey]: refundId },
    idempotencyKey: refundId,
  };
  const made = await createOnce(opened, () => client.paymentRefunds.create(order), refuseRefund);
  const id = mollieRefundId.safeParse(made.id);
  if (!id.success) throw new Error('Mollie answered with something that is not a refund');
  return { reference: id.data };
}

const mollieRefundId = z.string().regex(/^re_[A-Za-z0-9]{4,40}$/);

/** Too much, too old, no balance: Mollie understood, and says no. */
function refuseRefund({ status, message }: Trouble): void {
  const isRefusal = status === 400 || status === 403 || status === 404 || status === 410 || status === 422;
  if (isRefusal) throw new AppError('refund_refused', `Mollie gives nothing back: ${message}`);
}

async function find(opened: Open, query: ProviderQuery): Promise<ProviderPayment | null> {
  const reference = 'reference' in query ? query.reference : await findReference(opened, query);
  if (reference === null || !molliePaymentId.test(reference)) return null;
  return readWhole(opened, reference);
}

async function readWhole(opened: Open, reference: string): Promise<ProviderPayment | null> {
  const { client, words } = await opened.mollie();
  const embed = [words.PaymentEmbed.refunds, words.PaymentEmbed.chargebacks];
  const found = await ask(opened, () => client.payments.get(reference, { embed }));
  return found && read(opened, found);
}

/** Mollie cannot be asked by our id; its list begins with the newest. */
async function findReference(
  opened: Open,
  { attemptId, startedAt = opened.clock.now() }: { attemptId: string; startedAt?: Date },
): Promise<string | null> {
  for await (const payment of listSince(opened, new Date(startedAt.getTime() - spanMs))) {
    if (attemptOf(payment.metadata) === attemptId) return payment.id;
  }
  return null;
}

async function* listPayments(opened: Open, since: Date): AsyncGenerator<ProviderPayment> {
  const listed = new Set<string>();
  for await (const payment of listSince(opened, since)) {
    listed.add(payment.id);
    const isWhole = !payment.amountRefunded && !payment.amountChargedBack;
    const found = isWhole ? read(opened, payment) : await readWhole(opened, payment.id);
    if (found) yield found;
  }
  for await (const reference of listMoved(opened, since)) {
    if (listed.has(reference) || !molliePaymentId.test(reference)) continue;
    listed.add(reference);
    const found = await readWhole(opened, reference);
    if (found) yield found;
  }
}

/** Payments whose refunds and chargebacks may have moved; Mollie's lists begin with the newest. */
async function* listMoved(opened: Open, since: Date): AsyncGenerator<string> {
  const { client, words } = await opened.mollie();
  const from = lookBack(since);
  for await (const { createdAt, paymentId } of askForEach(opened, client.chargebacks.iterate())) {
    if (new Date(createdAt) < from.disputes) break;
    yield paymentId;
  }
  for await (const { createdAt, paymentId, status } of askForEach(opened, client.refunds.iterate())) {
    if (new Date(createdAt) < from.refunds) break;
    if (status !== words.RefundStatus.refunded || new Date(createdAt) >= since) yield paymentId;
  }
}

async function* listSince(opened: Open, since: Date) {
  const { client } = await opened.mollie();
  for await (const payment of askForEach(opened, client.payments.iterate())) {
    if (new Date(payment.createdAt) < since) return;
    yield payment;
  }
}

async function cancel(opened: Open, query: ProviderQuery): Promise<ProviderPayment | null> {
  const found = await find(opened, query);
  if (found?.state !== 'requires_action') return found;
  const { client } = await opened.mollie();
  const now = await ask(opened, () => client.payments.get(found.reference));
  // Where the method does not allow it, the payment stays open until Mollie lets it expire.
  if (!now?.isCancelable) return find(opened, found);
  // Somebody was faster: how it stands then says what became of it.
  await ask(opened, () => client.payments.cancel(found.reference)).catch(() => null);
  return find(opened, found);
}

function read({ account }: Open, payment: unknown): ProviderPayment {
  return readMolliePayment(payment, account.mode);
}

/** The package's own word for it; undefined for a method that it does not know. */
function wordOf<Word extends string>(words: Readonly<Record<string, Word>>, method: string): Word | undefined {
  return Object.values(words).find((word) => word === method);
}

function refuseWhileDown(health: Circuit): void {
  if (health.isOpen()) throw new AppError('provider_unavailable', 'Mollie has not answered for a while');
}
