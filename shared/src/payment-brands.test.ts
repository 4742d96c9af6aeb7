import { expect, test } from 'vitest';
import { paymentBrand } from './payment-brands.ts';

/** What is neither a card nor a debit among what Stripe and Mollie call their ways to pay in Europe. */
const europe =
  'alma amazon_pay bancontact billie blik eps giropay ideal klarna mb_way mobilepay multibanco p24 pay_by_bank paypal revolut_pay satispay ' +
  'scalapay sofort swish twint bancomatpay belfius bizum kbc mbway mybank payconiq paysafecard przelewy24 trustly vipps';

test('a receipt can name every way to pay that has a name', () => {
  expect(europe.split(' ').filter((method) => paymentBrand(method) === undefined)).toEqual([]);
});

test('what has no name, or is a word of the language, gets none', () => {
  expect(['card', 'elements', '__proto__', 'toString', ''].map(paymentBrand)).toEqual(Array(5).fill(undefined));
});
