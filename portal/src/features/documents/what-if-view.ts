import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import type { Wording } from '../../lib/wording.ts';

/** "What if I pay on …?", before anything is calculated. */
export type WhatIfOffer = {
  label: string;
  hint: string;
  waiting: string;
  failed: string;
  minDate: CalendarDate;
  maxDate: CalendarDate;
};

const daysAheadMax = 365;

/** Null where every day comes to the same: nothing can be paid, or no policy adds anything. */
export function whatIfOffer({ calculation, canPay }: DocumentDetail, { t }: Wording): WhatIfOffer | null {
  const { entries, notDue, asOfDate } = calculation;
  const hasPolicy = notDue.length > 0 || entries.some((entry) => entry.kind === 'late_charge');
  if (!canPay || !hasPolicy) return null;
  return {
    label: t('calculation.whatIf.label'),
    hint: t('calculation.whatIf.hint'),
    waiting: t('calculation.whatIf.waiting'),
    failed: t('errors.unreachable'),
    minDate: asOfDate,
    maxDate: addDays(asOfDate, daysAheadMax),
  };
}
