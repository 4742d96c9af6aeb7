import type { Stripe } from 'stripe';

// As Stripe answers them, every required field there: the compiler says when a version of the package changes one.

export type FakeIntent = Stripe.PaymentIntent & { latest_charge: FakeCharge | null };
export type FakeCharge = Stripe.Charge & { refunds: { data: Stripe.Refund[] } };

type New = { number: number; created: number; livemode: boolean };

export function paymentIntent(
  { number, created, livemode }: New,
  order: { amount: number; currency: string; description: string | null; metadata: Record<string, string> },
): FakeIntent {
  const id = `pi_fake${number}`;
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: order.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_fake`,
    confirmation_method: 'automatic',
    created,
    currency: order.currency,
    customer: null,
    customer_account: null,
    description: order.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode,
    managed_payments: null,
    metadata: order.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'sepa_debit', 'ideal'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_confirmation',
    transfer_group: null,
  } satisfies FakeIntent;
}

export function charge(intent: FakeIntent, type: string, failure: { code: string; reason: string } | null): FakeCharge {
  return {
    id: intent.id.replace('pi_', 'ch_'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: failure ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: !failure,
    created: intent.created,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: null,
    fraud_details: {},
    livemode: intent.livemode,
    metadata: {},
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: failure ? 'declined_by_network' : 'approved_by_network',
      reason: failure?.reason ?? null,
      seller_message: null,
      type: failure ? 'issuer_declined' : 'authorized',
    },
    paid: !failure,
    payment_intent: intent.id,
    payment_method: 'pm_fake',
    payment_method_details: details(type),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: '/v1/refunds' },
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  } satisfies Omit<Stripe.Charge, 'source'> & { source: null };
}

function details(type: string): Stripe.Charge.PaymentMethodDetails {
  const kept = type === 'sepa_debit' ? { sepa_debit: { last4: '3000' } } : { card: { last4: '4242' } };
  return { type, ...(type === 'card' || type === 'sepa_debit' ? kept : {}) } as Stripe.Charge.PaymentMethodDetails;
}

export function paymentMethod(type: string, { created, livemode }: New): Stripe.PaymentMethod {
  const base = {
    id: 'pm_fake',
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created,
    customer: null,
    customer_account: null,
    livemode,
    metadata: {},
    type,
  } satisfies Stripe.PaymentMethod;
  if (type === 'card') return { ...base, card: { last4: '4242' } as Stripe.PaymentMethod.Card };
  return type === 'sepa_debit' ? { ...base, sepa_debit: { last4: '3000' } as Stripe.PaymentMethod.SepaDebit } : base;
}

export function refund(intent: FakeIntent, number: number, amount: number, status: string): Stripe.Refund {
  return {
    id: `re_fake${number}`,
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: intent.latest_charge?.id ?? null,
    created: intent.created,
    currency: intent.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: intent.id,
    payment_method: 'pm_fake',
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  } satisfies Stripe.Refund;
}

export function dispute(intent: FakeIntent, status: Stripe.Dispute.Status, amount = intent.amount): Stripe.Dispute {
  return {
    id: intent.id.replace('pi_', 'du_'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: intent.latest_charge?.id ?? '',
    created: intent.created,
    currency: intent.currency,
    enhanced_eligibility_types: [],
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {} as Stripe.Dispute.EvidenceDetails,
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: intent.livemode,
    metadata: {},
    payment_intent: intent.id,
    reason: 'general',
    status,
  } satisfies Stripe.Dispute;
}
