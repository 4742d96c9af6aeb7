import type { PaidByCredit } from '@quittance/shared/pay-draft.ts';
import type { Wording } from '../../lib/wording.ts';

/** A credit note by its number, money that was left by the day it came. */
export function creditName({ number, date }: PaidByCredit, wording: Pick<Wording, 't' | 'date'>): string {
  return number === null
    ? wording.t('basket.credit.money', { date: wording.date(date) })
    : wording.t('document.title.credit_note', { number });
}
