import type { PayPause } from '@quittance/shared/customer-view.ts';
import type { Wording } from '../../lib/wording.ts';

/** Null where nothing is paused. `timeZone` is given where the reader's own clock is not known. */
export function pauseText(
  { payPause, transfer }: { payPause: PayPause | null; transfer: unknown },
  { t, time }: Wording,
  timeZone?: string,
): string | null {
  if (!payPause) return null;
  const title = t('pay.locked.title', { time: time(payPause.until, timeZone) });
  return transfer ? `${title} ${t('pay.locked.transfer')}` : title;
}
