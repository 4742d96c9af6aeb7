import { Locale, type Chargeback, type Method, type Payment, type Profile, type Refund } from '@mollie/api-client';

// As Mollie answers them, every required field there: the compiler says when a version of the package changes one.

/** What a resource holds, without what the package adds to it, and with words where the package has lists of words. */
type Plain<Resource> = {
  -readonly [Name in keyof Resource as Name extends string ? DataName<Resource, Name> : never]: Loose<Resource[Name]>;
};
type DataName<Resource, Name extends keyof Resource> = Resource[Name] extends Helping ? never : Name;
type Helping = (...args: never[]) => unknown;
type Loose<Value> = Value extends string ? string : Value;

export type FakePayment = Omit<Plain<Payment>, '_embedded' | 'details' | '_links'> & {
  details: Record<string, unknown> | null;
  _links: Record<string, { href: string; type: string } | undefined>;
};
export type FakeRefund = Omit<Plain<Refund>, '_embedded' | '_links'>;
export type FakeChargeback = Omit<Plain<Chargeback>, '_embedded' | '_links' | 'reversedAt'> & {
  reversedAt: string | null;
};
export type FakeMethod = Omit<Plain<Method>, '_links' | 'pricing' | 'issuers'>;
export type FakeProfile = Omit<Plain<Profile>, '_links'>;
export type FakeAmount = { value: string; currency: string };

const profileId = 'pfl_fake';

export function payment(
  { id, createdAt, mode }: { id: string; createdAt: string; mode: string },
  order: {
    amount: FakeAmount;
    description: string;
    method: string;
    redirectUrl: string;
    webhookUrl?: string;
    metadata: unknown;
    locale?: string;
    isCancelable: boolean;
    checkoutUrl: string;
  },
): FakePayment {
  const { checkoutUrl, locale = Locale.en_US, ...asked } = order;
  return {
    resource: 'payment',
    id,
    mode,
    createdAt,
    status: 'open',
    ...asked,
    locale,
    profileId,
    sequenceType: 'oneoff',
    details: null,
    _links: {
      self: { href: `https://api.mollie.com/v2/payments/${id}`, type: 'application/hal+json' },
      checkout: { href: checkoutUrl, type: 'text/html' },
      dashboard: { href: `https://my.mollie.com/dashboard/payments/${id}`, type: 'text/html' },
    },
  };
}

export function refund(
  { id, createdAt, mode }: { id: string; createdAt: string; mode: string },
  of: { paymentId: string; amount: FakeAmount; status: string },
): FakeRefund {
  return { resource: 'refund', id, mode, createdAt, description: '', metadata: null, ...of };
}

export function chargeback(
  { id, createdAt }: { id: string; createdAt: string },
  of: { paymentId: string; amount: FakeAmount; reversedAt: string | null },
): FakeChargeback {
  const settlementAmount = { ...of.amount, value: `-${of.amount.value}` };
  const reason = { code: 'AC01', description: 'Account identifier incorrect' };
  return { resource: 'chargeback', id, createdAt, settlementAmount, reason, ...of };
}

export function method(id: string, description: string, [least, most]: [string, string | null], currency = 'EUR') {
  const icon = `https://www.mollie.com/external/icons/payment-methods/${id}`;
  return {
    resource: 'method',
    id,
    description,
    minimumAmount: { value: least, currency },
    maximumAmount: most === null ? null : { value: most, currency },
    image: { size1x: `${icon}.png`, size2x: `${icon}%402x.png`, svg: `${icon}.svg` },
    status: 'activated',
  } satisfies FakeMethod;
}

export function profile(mode: string, status: string): FakeProfile {
  return {
    resource: 'profile',
    id: profileId,
    mode,
    name: 'Fake & Sons',
    website: 'https://fake.example',
    email: 'office@fake.example',
    phone: '+3221234567',
    businessCategory: 'OTHER_MERCHANDISE',
    categoryCode: 5399,
    status,
    review: null,
    createdAt: '2026-01-01T00:00:00+00:00',
  };
}
