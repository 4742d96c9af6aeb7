import type { PaidByCredit } from '@quittance/shared/pay-draft.ts';
import type { CreditPart } from './credit-queries.ts';

export function creditsView(parts: readonly CreditPart[]): PaidByCredit[] {
  return parts.map(({ id, number, date, amountMinor }) => ({ id, number, date, amountMinor }));
}
