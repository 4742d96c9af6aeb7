import type { Calculation } from '@quittance/shared/calculation.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Wording } from '../../lib/wording.ts';
import { ReceiptLines } from './calculation-receipt.tsx';
import { calculationView } from './calculation-view.ts';
import type { WhatIfOffer } from './what-if-view.ts';

type Props = {
  day: CalendarDate;
  offer: WhatIfOffer;
  calculation: Calculation;
  wording: Wording;
};

export function WhatIfAnswer({ day, offer: { minDate, maxDate }, calculation, wording }: Props) {
  const { t, money, date } = wording;
  if (day < minDate || day > maxDate) {
    return <output>{t('calculation.whatIf.range', { min: date(minDate), max: date(maxDate) })}</output>;
  }
  const { amountDueMinor, currency, unknownRates } = calculation;
  if (unknownRates.length > 0) return <output>{t('errors.rateUnknown')}</output>;
  return (
    <>
      <output className="block text-base font-semibold">
        {t('calculation.whatIf.due', { date: date(day), amount: money(amountDueMinor, currency) })}
      </output>
      <div className="mt-2">
        {/* Its notes speak of paying today. */}
        <ReceiptLines calculation={{ ...calculationView(calculation, 'invoice', wording), notes: [] }} />
      </div>
    </>
  );
}
