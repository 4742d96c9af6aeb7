/** Ways to pay that have a name of their own, the same in every language. */
const brands: Readonly<Record<string, string>> = {
  alma: 'Alma',
  bacs: 'Bacs',
  bancomatpay: 'BANCOMAT Pay',
  bancontact: 'Bancontact',
  belfius: 'Belfius',
  bizum: 'Bizum',
  blik: 'BLIK',
  eps: 'eps',
  ideal: 'iDEAL',
  kbc: 'KBC/CBC',
  klarna: 'Klarna',
  mbway: 'MB WAY',
  mobilepay: 'MobilePay',
  multibanco: 'Multibanco',
  mybank: 'MyBank',
  payconiq: 'Payconiq',
  paypal: 'PayPal',
  paysafecard: 'paysafecard',
  przelewy24: 'Przelewy24',
  satispay: 'Satispay',
  swish: 'Swish',
  trustly: 'Trustly',
  twint: 'TWINT',
  vipps: 'Vipps',
};

export function paymentBrand(method: string): string | undefined {
  return Object.hasOwn(brands, method) ? brands[method] : undefined;
}
