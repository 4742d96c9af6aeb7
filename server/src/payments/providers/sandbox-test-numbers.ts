import type { FailureCode } from '@quittance/shared/payment.ts';

/** Where a payment stands in the sandbox's own books. */
export const sandboxStates = [
  'requires_action',
  'processing',
  'succeeded',
  'failed',
  'canceled',
  'returned',
  'disputed',
] as const;
export type SandboxState = (typeof sandboxStates)[number];

export type TestNumber = {
  kind: 'card' | 'debit';
  number: string;
  /** For the widget's list of numbers. */
  outcome: string;
  /** The state after the request, then the later ones, each after a while. */
  states: readonly [SandboxState, ...SandboxState[]];
  failureCode: FailureCode | null;
};

/**
 * The only numbers that exist here: real ones must never be typed into a test page. The cards mean what Stripe's public test numbers
 * mean; the accounts are published examples of the IBAN standard.
 */
export const testNumbers: readonly TestNumber[] = [
  card('4242424242424242', 'succeeds', ['succeeded']),
  card('4000002760003184', 'asks_for_authentication', ['requires_action']),
  card('4000000000000002', 'card_declined', ['failed'], 'card_declined'),
  card('4000000000009995', 'insufficient_funds', ['failed'], 'insufficient_funds'),
  card('4000000000000069', 'card_expired', ['failed'], 'card_expired'),
  card('4000000000000127', 'cvc_wrong', ['failed'], 'cvc_wrong'),
  card('4000000000000119', 'processing_error', ['failed'], 'processing_error'),
  card('4000000000000259', 'succeeds_then_disputed', ['succeeded', 'disputed']),
  debit('BE68539007547034', 'succeeds_after_a_while', ['processing', 'succeeded']),
  debit('NL91ABNA0417164300', 'stays_in_processing', ['processing']),
  debit('DE89370400440532013000', 'succeeds_then_returned', ['processing', 'succeeded', 'returned']),
];

export function findTestNumber(kind: 'card' | 'debit', typed: string): TestNumber | undefined {
  const number = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  return testNumbers.find((known) => known.kind === kind && known.number === number);
}

function card(
  number: string,
  outcome: string,
  states: TestNumber['states'],
  failureCode: FailureCode | null = null,
): TestNumber {
  return { kind: 'card', number, outcome, states, failureCode };
}

function debit(number: string, outcome: string, states: TestNumber['states']): TestNumber {
  return { kind: 'debit', number, outcome, states, failureCode: null };
}
