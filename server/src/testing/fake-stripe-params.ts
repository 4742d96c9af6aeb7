import type { Stripe } from 'stripe';

// What each request may carry. The compiler holds the lists to the package: a parameter that came or went stops it.

type Keys<Params> = Record<keyof Required<Params>, true>;

const expand = { expand: true } as const;
const page = { ending_before: true, limit: true, starting_after: true, ...expand } as const;

export const createParams = {
  amount: true,
  currency: true,
  allowed_payment_method_types: true,
  amount_details: true,
  application_fee_amount: true,
  automatic_payment_methods: true,
  capture_method: true,
  confirm: true,
  confirmation_method: true,
  confirmation_token: true,
  customer: true,
  customer_account: true,
  description: true,
  error_on_requires_action: true,
  excluded_payment_method_types: true,
  hooks: true,
  mandate: true,
  mandate_data: true,
  metadata: true,
  off_session: true,
  on_behalf_of: true,
  payment_details: true,
  payment_method: true,
  payment_method_configuration: true,
  payment_method_data: true,
  payment_method_options: true,
  radar_options: true,
  receipt_email: true,
  return_url: true,
  setup_future_usage: true,
  shipping: true,
  statement_descriptor: true,
  statement_descriptor_suffix: true,
  transfer_data: true,
  transfer_group: true,
  use_stripe_sdk: true,
  ...expand,
} satisfies Keys<Stripe.PaymentIntentCreateParams>;

export const retrieveParams = { client_secret: true, ...expand } satisfies Keys<Stripe.PaymentIntentRetrieveParams>;
export const cancelParams = {
  cancellation_reason: true,
  ...expand,
} satisfies Keys<Stripe.PaymentIntentCancelParams>;
export const listParams = {
  created: true,
  customer: true,
  customer_account: true,
  ...page,
} satisfies Keys<Stripe.PaymentIntentListParams>;
export const refundParams = {
  amount: true,
  charge: true,
  currency: true,
  customer: true,
  instructions_email: true,
  metadata: true,
  origin: true,
  payment_intent: true,
  reason: true,
  refund_application_fee: true,
  reverse_transfer: true,
  ...expand,
} satisfies Keys<Stripe.RefundCreateParams>;
export const refundListParams = {
  charge: true,
  created: true,
  payment_intent: true,
  ...page,
} satisfies Keys<Stripe.RefundListParams>;
export const disputeListParams = {
  charge: true,
  created: true,
  payment_intent: true,
  ...page,
} satisfies Keys<Stripe.DisputeListParams>;
export const endpointListParams = page satisfies Keys<Stripe.WebhookEndpointListParams>;
export const accountParams = expand satisfies Keys<Stripe.AccountRetrieveCurrentParams>;

/** The first that Stripe would not know. */
export function unknownParam(given: URLSearchParams, known: Readonly<Record<string, true>>): string | undefined {
  return [...given.keys()].map((key) => key.replace(/\[.*$/, '')).find((key) => !Object.hasOwn(known, key));
}
