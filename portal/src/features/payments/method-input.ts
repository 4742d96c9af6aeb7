import type { MethodInput, PaymentMethod } from '@quittance/shared/payment.ts';
import { formText } from '../../lib/form-text.ts';

/** What the chosen method needs, from its form; null where there is nothing to start. */
export function methodInput(method: PaymentMethod, form: FormData): MethodInput | null {
  const field = (name: string) => formText(form, name);
  switch (method.kind) {
    case 'card':
      return { kind: 'sandbox_card', number: field('number'), expiry: field('expiry'), cvc: field('cvc') };
    case 'debit':
      return { kind: 'sandbox_debit', iban: field('number') };
    case 'redirect':
      return { kind: 'mollie', method: method.id };
    case 'elements':
    case 'transfer':
      return null;
  }
}
