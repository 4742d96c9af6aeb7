import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { NotDueCharge } from '@quittance/shared/calculation.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { Wording } from '../../lib/wording.ts';
import { chargeText, groundText, type LineWords } from './late-charge-words.ts';

/** Why a charge has brought nothing yet, and what it brings when. */
export function notDueWords(charge: NotDueCharge, currency: string, wording: Wording): LineWords {
  const { t } = wording;
  return {
    title: chargeText(charge.code, charge.kind, t),
    details: [whenText(charge, currency, wording), groundText(charge.rule, t)],
  };
}

function whenText(charge: NotDueCharge, currency: string, wording: Wording): string {
  const { t } = wording;
  switch (charge.reason) {
    case 'nothing_outstanding':
      return t('calculation.notDue.nothingOutstanding');
    case 'below_scale':
      return t('calculation.notDue.belowScale');
    case 'rate_unknown':
      return t('calculation.notDue.rateMissing');
    case 'trigger':
    case 'period':
      return charge.firstDate === null
        ? t('calculation.notDue.nothingOutstanding')
        : fromText(charge, { currency, firstDate: charge.firstDate }, wording);
  }
}

/** `last` is the last day on which a payment comes before it. */
function fromText(
  { firstLines, ifRemindedDate }: NotDueCharge,
  { currency, firstDate }: { currency: string; firstDate: CalendarDate },
  { t, money, date, percent }: Wording,
): string {
  const last = date(addDays(firstDate, -1));
  const isReminded = ifRemindedDate === null ? '' : 'Reminded';
  const reminded = ifRemindedDate === null ? '' : date(ifRemindedDate);
  const [line] = firstLines;
  if (!line) return t(`calculation.notDue.rateUnknown${isReminded}`, { last, reminded });
  if (line.kind === 'interest') {
    const key = line.per === 'year' ? 'interest' : 'interestMonthly';
    return t(`calculation.notDue.${key}${isReminded}`, {
      last,
      reminded,
      rate: percent(line.ratePercent),
      base: money(line.baseMinor, currency),
      from: date(line.fromDate),
    });
  }
  const amount = money(sumMinor(firstLines.map(({ amountMinor }) => amountMinor)), currency);
  return t(`calculation.notDue.once${isReminded}`, { last, reminded, amount, first: date(firstDate) });
}
