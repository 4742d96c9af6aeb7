import type { PaymentMethod } from '@quittance/shared/payment.ts';
import type { MethodQuery } from '../payment-provider.ts';
import { fromMollieAmount, toMollieAmount, type MollieAmount } from './mollie-amount.ts';
import type { OpenMollie } from './mollie-client.ts';
import { mollieLocale } from './mollie-locale.ts';

/**
 * Not offered, whatever the account takes: those that are sold by the line of an order, transfers, for which we have our own, debits, which
 * only follow a first payment, and tills.
 */
const leftOut: ReadonlySet<string> = new Set([
  'banktransfer',
  'billie',
  'billink',
  'directdebit',
  'in3',
  'klarna',
  'klarnapaylater',
  'klarnapaynow',
  'klarnasliceit',
  'pointofsale',
  'riverty',
  'voucher',
]);

/** How a country pays, the most usual first; these go before what is used everywhere. */
const usual: Readonly<Record<string, readonly string[]>> = {
  AT: ['eps'],
  BE: ['bancontact', 'kbc', 'belfius', 'payconiq'],
  CH: ['twint'],
  DE: ['paypal'],
  DK: ['mobilepay'],
  ES: ['bizum'],
  FI: ['mobilepay', 'trustly'],
  FR: ['creditcard'],
  GB: ['paybybank'],
  IT: ['satispay', 'bancomatpay', 'mybank'],
  NL: ['ideal'],
  NO: ['vipps'],
  PL: ['blik', 'przelewy24'],
  PT: ['mbway', 'multibanco'],
  SE: ['swish', 'trustly'],
};

type Listed = {
  id: string;
  description: string;
  minimumAmount?: MollieAmount | null;
  maximumAmount?: MollieAmount | null;
};

/** Whether a method may be asked for. What the list does not offer is refused besides. */
export function isLeftOut(method: string): boolean {
  return leftOut.has(method);
}

/** What Mollie is asked for a list of methods. */
export function methodsAsked({ words }: OpenMollie, query: MethodQuery) {
  const locale = mollieLocale(Object.values(words.Locale), query);
  return {
    amount: toMollieAmount(query.amountMinor, query.currency),
    ...(locale !== undefined && { locale }),
    ...(query.country !== null && { billingCountry: query.country }),
  };
}

/** Of what the account takes, what may be paid by on Mollie's page, in the order in which it should be shown. */
export function offeredMethods(
  listed: readonly Listed[],
  { known, query, iconUrl }: { known: readonly string[]; query: MethodQuery; iconUrl: (method: string) => string },
): PaymentMethod[] {
  return listed
    .filter(({ id }) => known.includes(id) && !isLeftOut(id))
    .filter((method) => isWithin(method, query))
    .toSorted((a, b) => rank(a.id, query.country) - rank(b.id, query.country))
    .map(({ id, description }) => ({
      provider: 'mollie',
      id,
      kind: 'redirect',
      label: description,
      iconUrl: iconUrl(id),
    }));
}

function isWithin(
  { minimumAmount: least, maximumAmount: most }: Listed,
  { amountMinor, currency }: MethodQuery,
): boolean {
  const isTooLittle = least?.currency === currency && amountMinor < fromMollieAmount(least).amountMinor;
  const isTooMuch = most?.currency === currency && amountMinor > fromMollieAmount(most).amountMinor;
  return !isTooLittle && !isTooMuch;
}

/** The country's own, then cards, then the rest as the merchant has it at Mollie. */
function rank(method: string, country: string | null): number {
  const own = usual[country ?? '']?.indexOf(method) ?? -1;
  if (own >= 0) return own;
  return method === 'creditcard' ? 100 : 101;
}
