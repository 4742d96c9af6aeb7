import type {
  AttemptAction,
  ChallengeAnswer,
  ClientConfig,
  FailureClass,
  FailureCode,
  MethodInput,
  PaymentMethod,
  PaymentMode,
} from '@quittance/shared/payment.ts';
import type { PageSources } from '../http/security-headers.ts';
import type { ProviderKeys } from './seal-keys.ts';

/**
 * What every way to collect money must satisfy; its formats and its money arithmetic stay inside its adapter, and it bounds the time
 * that it waits for an answer. `provider-contract.ts` is the same as tests.
 */
export interface PaymentProvider {
  readonly id: string;
  /** The account whose keys it uses; null where it needs none. */
  readonly accountId: string | null;
  /** No real money moves. */
  readonly isTestMode: boolean;
  /** What may be offered for this amount, in the order in which it should be shown. Rejects when it cannot be asked. */
  listMethods(query: MethodQuery): Promise<PaymentMethod[]>;
  /** A picture of a method, to be served by us; null where there is none. Only where it has pictures. */
  methodIcon?(method: string): Promise<MethodIcon | null>;
  /** What its widget needs in the browser; publishable data only. */
  clientConfig(query: MethodQuery): ClientConfig;
  /**
   * The method that an input asks for, and null for an input that is another provider's. Refuses what can be refused without asking
   * anybody, so that a slip of the pen is never a failed try.
   */
  methodOf(input: MethodInput): string | null;
  /**
   * Asks for the money: once per attempt id, however often it is called. Rejects with `provider_unavailable` when the provider certainly
   * took nothing, and with anything else when the outcome is unknown.
   */
  startAttempt(order: CollectionOrder, input: MethodInput): Promise<ProviderPayment>;
  /** The truth as the provider has it now; null when it never heard of it. Rejects when it cannot be asked. */
  refresh(query: ProviderQuery): Promise<ProviderPayment | null>;
  /**
   * All that was begun since, of us or not, and all that refunds and disputes of the last months are about: what no message and no look has
   * told is found by it.
   */
  listPayments(since: Date): AsyncIterable<ProviderPayment>;
  /**
   * Asks that money be given back: once per refund id, however often it is called. It has left when the payment tells of it. Rejects with an
   * AppError where certainly nothing goes back (`refund_refused`, `provider_unavailable`), and with anything else when nobody knows.
   */
  refund(order: RefundOrder): Promise<{ reference: string }>;
  /** Asks that no money be taken, and tells what became of it: `succeeded` when it was too late. */
  cancel(query: ProviderQuery): Promise<ProviderPayment | null>;
  /** Verifies a message over its raw bytes and tells where to look. Its content is never believed. Throws AppError where it is not genuine. */
  parseWebhook(message: WebhookMessage): Promise<WebhookHint[]>;
  /** Origins that its widget loads from, beyond our own. */
  webPolicy(): PageSources;
  /** Only where no bank stands behind the provider: what the customer's bank and the passing of time would do. */
  readonly simulation?: Simulation;
}

/** The providers of this installation that need no keys, by their id. */
export type PaymentProviders = ReadonlyMap<string, PaymentProvider>;

/** Makes a provider of an entity's account. One per provider that needs keys; what all its accounts share (is it down?) is kept here. */
export interface ProviderConnector {
  readonly id: string;
  /** The names under which its keys are given by an operator. */
  readonly keyNames: readonly string[];
  /** What is given, put together with what was kept before. Throws AppError that names the key which is wrong, never its value. */
  readKeys(given: Readonly<Record<string, string>>, kept: ProviderKeys | null, now: Date): ReadKeys;
  connect(account: ProviderAccount): Promise<PaymentProvider>;
  /** Asks the provider whether all is as it must be. */
  check(account: ProviderAccount): Promise<Finding[]>;
}

export type ProviderConnectors = ReadonlyMap<string, ProviderConnector>;

export type ReadKeys = { mode: PaymentMode; keys: ProviderKeys };

export type ProviderAccount = {
  id: string;
  mode: PaymentMode;
  keys: ProviderKeys;
  /** Where this provider calls us about this account. */
  webhookUrl: string;
};

/** `todo` says what the operator must do; a finding without it is in order. */
export type Finding = { what: string; todo: string | null };

export type MethodQuery = {
  amountMinor: number;
  currency: string;
  /** Of the payer, two letters; null where it is not known. */
  country: string | null;
  /** Of the payer, as a tag (BCP 47). */
  language: string;
};

export type MethodIcon = { bytes: Uint8Array<ArrayBuffer>; type: 'image/png' | 'image/jpeg' | 'image/webp' };

/** What to collect. `attemptId` is the idempotency key and comes back in everything the provider tells. */
export type CollectionOrder = MethodQuery & {
  attemptId: string;
  draftId: string;
  /** What the customer reads on a bank statement: numbers of invoices. */
  description: string;
  /** Where a redirect comes back to; nothing in the address it arrives with is trusted. */
  returnUrl: string;
};

/** `refundId` is the idempotency key and comes back with the refund; `reference` is the provider's own id of the payment. */
export type RefundOrder = { refundId: string; reference: string; amountMinor: number; currency: string };

/**
 * Names one payment: by the provider's own id or, while that is not known, by our attempt. `startedAt` by our clock says how far back a
 * provider that cannot be asked by attempt must be searched.
 */
export type ProviderQuery = { reference: string } | { attemptId: string; startedAt?: Date };

/** One payment as the provider has it. Amount and currency are what it took or will take, which need not be what was asked. */
export type ProviderPayment = {
  reference: string;
  /** Null where the provider's copy names none of ours. */
  attemptId: string | null;
  amountMinor: number;
  currency: string;
  last4: string | null;
  /** What it was paid by, in our words where we have one; left out where it is as asked. */
  method?: string;
  /** Money that went back although the payment stands, in whole or in part. */
  reversals?: ProviderReversal[];
} & ProviderOutcome;

/** `isUndone`: it came back to us (a refund that failed, a dispute that was won). */
export type ProviderReversal = {
  kind: 'returned' | 'refund' | 'dispute';
  reference: string;
  amountMinor: number;
  isUndone: boolean;
  /** With which refund of ours it was begun; left out where it names none. */
  refundId?: string;
};

export type ProviderOutcome =
  | { state: 'succeeded' | 'processing' }
  | { state: 'requires_action'; action: AttemptAction }
  | { state: 'failed' | 'canceled' | 'expired'; failure: ProviderFailure }
  /** The money came and was taken back: a debit returned, a dispute lost. */
  | { state: 'returned'; reversal: { kind: 'returned' | 'dispute'; reference: string; amountMinor: number } };

/**
 * `countsForLock`: the payer's bank, or the payer's own card data, refused. Never for technical trouble or a change of mind.
 * `locksAtOnce`: the provider itself has stopped somebody who tries many cards.
 */
export type ProviderFailure = {
  class: FailureClass;
  code: FailureCode;
  countsForLock: boolean;
  locksAtOnce?: boolean;
};

/** `trail` is what follows the account in the address that was called. */
export type WebhookMessage = { rawBody: string; headers: Headers; trail: string | null };

/** `eventId` is the provider's id of the message: the same message twice is stored once. Null where the provider gives messages none. */
export type WebhookHint = { eventId: string | null; reference: string };

export type Simulation = {
  answerChallenge(attemptId: string, answer: ChallengeAnswer): Promise<void>;
  /** Brings a payment to the first of `states` and leaves the others for later. */
  passTime(reference: string, states: readonly string[]): Promise<void>;
  /** Delivers a message to our own webhook address. */
  deliver(event: { eventId: string; reference: string }): Promise<void>;
};
