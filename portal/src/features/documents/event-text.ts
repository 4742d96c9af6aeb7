import type { CustomerEvent } from '@quittance/shared/document-event.ts';
import type { Wording } from '../../lib/wording.ts';

/** One thing that happened, in a few words. */
export function eventText(
  { kind, amountMinor, email }: CustomerEvent,
  currency: string,
  { t, money }: Wording,
): string {
  if (kind === 'sent' && email === null) return t('document.events.sentToNobody');
  const amount = amountMinor === null ? '' : money(amountMinor, currency);
  return t(`document.events.${kind}`, { amount, email: email ?? '' });
}
