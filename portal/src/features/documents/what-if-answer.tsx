import type { AmountDue } from '@quittance/shared/calculation.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Wording } from '../../lib/wording.ts';
import { ReceiptLines } from './calculation-receipt.tsx';
import { receiptView } from './calculation-view.ts';
import type { WhatIfOffer } from './what-if-view.ts';

type Props = {
  day: CalendarDate;
  offer: WhatIfOffer;
  amountDue: AmountDue;
  wording: Wording;
};

export function WhatIfAnswer({ day, offer: { minDate, maxDate }, amountDue, wording }: Props) {
  const { t, money, date } = wording;
  if (day < minDate || day > maxDate) {
    return <output>{t('calculation.whatIf.range', { min: date(minDate), max: date(maxDate) })}</output>;
  }
  const { amountDueMinor, currency, unknownRates } = amountDue;
  if (unknownRates.length > 0) return <output>{t('errors.rateUnknown')}</output>;
  return (
    <>
      <output className="block text-base font-semibold">
        {t('calculation.whatIf.due', { date: date(day), amount: money(amountDueMinor, currency) })}
      </output>
      <div className="mt-2">
        <ReceiptLines receipt={receiptView(amountDue, 'invoice', wording)} />
      </div>
    </>
  );
}
