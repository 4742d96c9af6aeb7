import type {
  MethodsListParams,
  PaymentCreateParams,
  PaymentGetParams,
  PaymentRefundCreateParams,
  PaymentsListParams,
  RefundsListParams,
} from '@mollie/api-client';

// What each request may carry. The compiler holds the lists to the package: a parameter that came or went stops it.

type Keys<Params> = Record<keyof Required<Params>, true>;

/** `idempotencyKey` goes by a header, `include` by the query. */
export const createParams = {
  amount: true,
  applePayPaymentToken: true,
  applicationFee: true,
  billingAddress: true,
  billingEmail: true,
  cancelUrl: true,
  captureDelay: true,
  captureMode: true,
  cardToken: true,
  company: true,
  consumerAccount: true,
  consumerDateOfBirth: true,
  consumerName: true,
  customerId: true,
  customerReference: true,
  description: true,
  digitalGoods: true,
  dueDate: true,
  extraMerchantData: true,
  googlePayPaymentToken: true,
  issuer: true,
  lines: true,
  locale: true,
  mandateId: true,
  metadata: true,
  method: true,
  profileId: true,
  redirectUrl: true,
  restrictPaymentMethodsToCountry: true,
  routing: true,
  sequenceType: true,
  sessionId: true,
  shippingAddress: true,
  storeCredentials: true,
  terminalId: true,
  testmode: true,
  voucherNumber: true,
  voucherPin: true,
  webhookUrl: true,
} satisfies Keys<Omit<PaymentCreateParams, 'idempotencyKey' | 'include'>>;

export const refundParams = {
  amount: true,
  description: true,
  metadata: true,
  reverseRouting: true,
  routingReversals: true,
  testmode: true,
} satisfies Keys<Omit<PaymentRefundCreateParams, 'idempotencyKey' | 'paymentId'>>;
export const getParams = { embed: true, include: true, testmode: true } satisfies Keys<PaymentGetParams>;
export const listParams = {
  from: true,
  limit: true,
  profileId: true,
  sort: true,
  testmode: true,
} satisfies Keys<PaymentsListParams>;
export const movementParams = {
  embed: true,
  from: true,
  limit: true,
  profileId: true,
  sort: true,
  testmode: true,
} satisfies Keys<RefundsListParams>;
export const methodsParams = {
  amount: true,
  billingCountry: true,
  include: true,
  includeWallets: true,
  locale: true,
  orderLineCategories: true,
  profileId: true,
  resource: true,
  sequenceType: true,
  testmode: true,
} satisfies Keys<MethodsListParams>;
export const noParams: Readonly<Record<string, true>> = {};

/** The first that Mollie would not know. */
export function unknownParam(given: Iterable<string>, known: Readonly<Record<string, true>>): string | undefined {
  return [...given].map((key) => key.replace(/\[.*$/, '')).find((key) => !Object.hasOwn(known, key));
}
