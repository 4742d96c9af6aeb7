import type {
  AttemptAction,
  ChallengeAnswer,
  ClientConfig,
  FailureClass,
  FailureCode,
  MethodInput,
  PaymentMethod,
} from '@quittance/shared/payment.ts';
import type { PageSources } from '../http/security-headers.ts';

/**
 * What every way to collect money must satisfy; its formats and its money arithmetic stay inside its adapter, and it bounds the time
 * that it waits for an answer. `provider-contract.ts` is the same as tests.
 */
export interface PaymentProvider {
  readonly id: string;
  /** No real money moves. */
  readonly isTestMode: boolean;
  /** What may be offered for this amount, in the order in which it should be shown. */
  listMethods(query: { amountMinor: number; currency: string }): Promise<PaymentMethod[]>;
  /** What its widget needs in the browser; publishable data only. */
  clientConfig(): ClientConfig;
  /**
   * The method that an input asks for, and null for an input that is another provider's. Refuses what can be refused without asking
   * anybody, so that a slip of the pen is never a failed try.
   */
  methodOf(input: MethodInput): string | null;
  /** Asks for the money: once per attempt id, however often it is called. Rejects only when the outcome is unknown. */
  startAttempt(order: CollectionOrder, input: MethodInput): Promise<ProviderPayment>;
  /** The truth as the provider has it now; null when it never heard of it. Rejects when it cannot be asked. */
  refresh(query: ProviderQuery): Promise<ProviderPayment | null>;
  /** Asks that no money be taken, and tells what became of it: `succeeded` when it was too late. */
  cancel(query: ProviderQuery): Promise<ProviderPayment | null>;
  /** Verifies a message over its raw bytes and tells where to look. Its content is never believed. Throws AppError where it is not genuine. */
  parseWebhook(rawBody: string, headers: Headers): Promise<WebhookHint[]>;
  /** Origins that its widget loads from, beyond our own. */
  webPolicy(): PageSources;
  /** Only where no bank stands behind the provider: what the customer's bank and the passing of time would do. */
  readonly simulation?: Simulation;
}

/** The providers of this installation by their id. */
export type PaymentProviders = ReadonlyMap<string, PaymentProvider>;

/** What to collect. `attemptId` is the idempotency key and comes back in everything the provider tells. */
export type CollectionOrder = {
  attemptId: string;
  amountMinor: number;
  currency: string;
  /** What the customer reads on a bank statement: numbers of invoices. */
  description: string;
  /** Where a redirect comes back to; nothing in the address it arrives with is trusted. */
  returnUrl: string;
};

/** Names one payment: by the provider's own id or, while that is not known, by our attempt. */
export type ProviderQuery = { reference: string } | { attemptId: string };

/** One payment as the provider has it. Amount and currency are what it took or will take, which need not be what was asked. */
export type ProviderPayment = {
  reference: string;
  /** Null where the provider's copy names none of ours. */
  attemptId: string | null;
  amountMinor: number;
  currency: string;
  last4: string | null;
} & ProviderOutcome;

export type ProviderOutcome =
  | { state: 'succeeded' | 'processing' }
  | { state: 'requires_action'; action: AttemptAction }
  | { state: 'failed' | 'canceled' | 'expired'; failure: ProviderFailure }
  /** The money came and was taken back: a debit returned, a dispute lost. */
  | { state: 'returned'; reversal: { kind: 'returned' | 'dispute'; reference: string; amountMinor: number } };

/** `countsForLock`: the payer's bank, or the payer's own card data, refused. Never for technical trouble or a change of mind. */
export type ProviderFailure = { class: FailureClass; code: FailureCode; countsForLock: boolean };

/** `eventId` is the provider's id of the message: the same message twice is stored once. */
export type WebhookHint = { eventId: string; reference: string };

export type Simulation = {
  answerChallenge(attemptId: string, answer: ChallengeAnswer): Promise<void>;
  /** Brings a payment to the first of `states` and leaves the others for later. */
  passTime(reference: string, states: readonly string[]): Promise<void>;
  /** Delivers a message to our own webhook address. */
  deliver(event: { eventId: string; reference: string }): Promise<void>;
};
