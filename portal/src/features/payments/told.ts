import type { FailureCode, PayPage } from '@quittance/shared/payment.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import type { Wording } from '../../lib/wording.ts';

/** Why the last try brought nothing. `field` is the one that it is about; null where it is about none. */
export type Told = { text: string; field: 'number' | 'expiry' | 'cvc' | null };

export function failureTold(failure: FailureCode, t: Wording['t']): Told {
  return { text: t(`failure.${failure}`), field: null };
}

/** `page`: as it was when the button was pressed; the one that is shown by now may no longer name what has changed. */
export function refusalTold(error: Error, page: PayPage, t: Wording['t']): Told {
  const changed = isRefusal(error, 'amount_changed') ? numbersOf(page, error.problem?.invoiceIds ?? []) : '';
  if (changed !== '') return { text: t('errors.amountsChanged', { numbers: changed }), field: null };
  if (isRefusal(error, 'card_number_not_accepted')) return { text: errorText(error, t), field: 'number' };
  const path = isRefusal(error, 'invalid_request') ? error.problem?.issues?.[0]?.path : undefined;
  if (path?.endsWith('.expiry')) return { text: t('errors.cardExpiry'), field: 'expiry' };
  if (path?.endsWith('.cvc')) return { text: t('errors.cardCvc'), field: 'cvc' };
  return { text: errorText(error, t), field: null };
}

function numbersOf({ draft }: PayPage, invoiceIds: readonly string[]): string {
  const changed = draft?.invoices.filter(({ id }) => invoiceIds.includes(id)) ?? [];
  return changed.map(({ number }) => number).join(', ');
}
