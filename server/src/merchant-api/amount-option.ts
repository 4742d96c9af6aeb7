import { parseMinor } from '@quittance/shared/money.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { getDocumentByNumber } from './find-document-by-number.ts';

/** Whole minor units of an amount as people type it. */
export function amountOf(option: string, text: string, currency: string): number {
  const minor = parseMinor(text, currency);
  if (minor !== null && minor > 0) return minor;
  throw new AppError('invalid_request', `${option}: ${text} is no amount in ${currency}, like 121.00.`);
}

/** Invoices with an amount each, as `2026-1=50.00`. */
export async function readParts(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  given: readonly string[],
  currency: string,
): Promise<{ invoiceId: string; amountMinor: number }[]> {
  const parts = [];
  for (const each of given) {
    const { number, amount } = splitPart(each);
    if (amount === null) throw new AppError('invalid_request', `--invoice: ${each} has no amount, like 2026-1=50.00.`);
    const { id } = await getDocumentByNumber(deps, scope, 'invoice', number);
    parts.push({ invoiceId: id, amountMinor: amountOf('--invoice', amount, currency) });
  }
  return parts;
}

export function splitPart(text: string): { number: string; amount: string | null } {
  const at = text.lastIndexOf('=');
  return at <= 0 ? { number: text, amount: null } : { number: text.slice(0, at), amount: text.slice(at + 1) };
}
