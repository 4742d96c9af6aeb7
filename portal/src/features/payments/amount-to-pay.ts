import type { Money } from '@quittance/shared/money.ts';
import type { PayPage } from '@quittance/shared/payment.ts';

/** What is on the button. */
export function amountToPay({ draft, summary }: PayPage): Money {
  return { minor: draft?.totalMinor ?? summary.amountDueMinor, currency: summary.currency };
}
