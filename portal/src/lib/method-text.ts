import { paymentBrand } from '@quittance/shared/payment-brands.ts';
import type { TFunction } from 'i18next';

/** How money came, in the reader's words; merchants may record methods that we have no word for. */
export function methodText(method: string, t: TFunction): string {
  switch (method) {
    case 'card':
    case 'debit':
    case 'transfer':
    case 'cash':
      return t(`method.${method}`);
    default:
      return paymentBrand(method) ?? t('method.other');
  }
}
