import type { FailureCode } from '@quittance/shared/payment.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import type { Wording } from '../../lib/wording.ts';

/** Why the last try brought nothing. `field` is the one that it is about; null where it is about none. */
export type Told = { text: string; field: 'number' | 'expiry' | 'cvc' | null };

export function failureTold(failure: FailureCode, t: Wording['t']): Told {
  return { text: t(`failure.${failure}`), field: null };
}

export function refusalTold(error: Error, t: Wording['t']): Told {
  if (isRefusal(error, 'card_number_not_accepted')) return { text: errorText(error, t), field: 'number' };
  const path = isRefusal(error, 'invalid_request') ? error.problem?.issues?.[0]?.path : undefined;
  if (path?.endsWith('.expiry')) return { text: t('errors.cardExpiry'), field: 'expiry' };
  if (path?.endsWith('.cvc')) return { text: t('errors.cardCvc'), field: 'cvc' };
  return { text: errorText(error, t), field: null };
}
