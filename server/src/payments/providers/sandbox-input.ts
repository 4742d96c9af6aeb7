import type { MethodInput } from '@quittance/shared/payment.ts';
import { AppError } from '../../http/errors.ts';
import { findTestNumber, type TestNumber } from './sandbox-test-numbers.ts';

export type SandboxInput = Extract<MethodInput, { kind: 'sandbox_card' | 'sandbox_debit' }>;

export function isSandboxInput(input: MethodInput): input is SandboxInput {
  return input.kind === 'sandbox_card' || input.kind === 'sandbox_debit';
}

/** The typed number goes no further than this: what leaves is the published number that it is. */
export function readSandboxInput(input: MethodInput, now: Date): TestNumber {
  if (!isSandboxInput(input)) throw new AppError('invalid_request', 'the input is for another provider');
  const known =
    input.kind === 'sandbox_card' ? findTestNumber('card', input.number) : findTestNumber('debit', input.iban);
  if (!known) {
    const detail = 'this is a test page: only the test numbers shown on it are accepted, never a real one';
    throw new AppError('card_number_not_accepted', detail);
  }
  if (input.kind === 'sandbox_card') checkCard(input, now);
  return known;
}

function checkCard({ expiry, cvc }: { expiry: string; cvc: string }, now: Date): void {
  const [, month, year] = /^(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d{2})$/.exec(expiry.trim()) ?? [];
  const thisMonth = now.toISOString().slice(2, 7);
  if (!month || !year || `${year}-${month}` < thisMonth) {
    throw badField('expiry', 'expected the month and year in which the card ends, like 12/30, not in the past');
  }
  if (!/^\d{3,4}$/.test(cvc.trim())) throw badField('cvc', 'expected three or four digits');
}

function badField(name: string, message: string): AppError {
  const path = `body.input.${name}`;
  return new AppError('invalid_request', `${path}: ${message}`, { issues: [{ path, message }] });
}
