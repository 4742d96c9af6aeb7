import { z } from 'zod';
import { commentFilesSchema } from './comment.ts';
import { documentSummarySchema, entityViewSchema } from './customer-view.ts';
import { paidByCreditSchema, payDraftSchema } from './pay-draft.ts';
import { listToPaySchema } from './payable.ts';
import { invoicesAtOnceMax } from './payment-split.ts';
import { transferInstructionsSchema } from './transfer-instructions.ts';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from './schema.ts';

/** Whether real money moves. */
export const paymentModeSchema = z.enum(['test', 'live']);
export type PaymentMode = z.infer<typeof paymentModeSchema>;

/** States of a payment attempt; forward only. `unknown`: the provider did not answer and must be asked. */
export const attemptStates = [
  'submitting',
  'requires_action',
  'processing',
  'unknown',
  'succeeded',
  'failed',
  'canceled',
  'expired',
  'returned',
] as const;
export const attemptStateSchema = z.enum(attemptStates);
export type AttemptState = z.infer<typeof attemptStateSchema>;

export const failureClassSchema = z.enum(['declined', 'authentication', 'technical', 'abandoned', 'returned']);
export type FailureClass = z.infer<typeof failureClassSchema>;

/** Why a try brought no money, in our own words; the portal has one sentence for each. Providers' finer reasons are not shown. */
export const failureCodes = [
  'card_declined',
  'insufficient_funds',
  'card_expired',
  'cvc_wrong',
  'debit_refused',
  'payment_refused',
  'authentication_failed',
  'authentication_canceled',
  'processing_error',
  'not_received',
  'canceled',
  'timed_out',
  'debit_returned',
  'disputed',
] as const;
export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** What the customer must do before the attempt can go on. */
export const attemptActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sdk'), clientSecret: z.string() }),
  z.strictObject({ kind: z.literal('redirect'), url: z.string() }),
  z.strictObject({ kind: z.literal('challenge') }),
]);
export type AttemptAction = z.infer<typeof attemptActionSchema>;

/**
 * A way to pay that is offered now. A `transfer` is made in the payer's own bank from the instructions; the others start an attempt.
 * `elements` is the provider's own widget, which offers methods of its own.
 */
export const paymentMethodSchema = z.strictObject({
  provider: z.string(),
  id: z.string(),
  kind: z.enum(['card', 'debit', 'transfer', 'redirect', 'elements']),
  /** The provider's own name of it, where we may have none. */
  label: z.string().optional(),
  /** At our own address. */
  iconUrl: z.string().optional(),
});
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

/** What a provider's widget needs in the browser; publishable data only. */
export const clientConfigSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('sandbox'),
    /** The only numbers that are accepted, with what each one leads to. */
    testNumbers: z.array(z.strictObject({ kind: z.enum(['card', 'debit']), number: z.string(), outcome: z.string() })),
  }),
  z.strictObject({
    provider: z.literal('stripe'),
    publishableKey: z.string(),
    /** For Elements without an intent. The amount is in Stripe's own units and goes there as it is. */
    elements: z.strictObject({ mode: z.literal('payment'), amount: z.int().positive(), currency: z.string() }),
  }),
  z.strictObject({ provider: z.literal('mollie') }),
]);
export type ClientConfig = z.infer<typeof clientConfigSchema>;
export type SandboxConfig = Extract<ClientConfig, { provider: 'sandbox' }>;

/** The payer's lock as the page shows it; seconds are counted by the server's clock. */
export const paymentLockSchema = z.strictObject({
  lockedUntil: instantSchema.nullable(),
  retryAfterSeconds: z.int().nonnegative(),
  /** Told from the third failure in a row on; null before. */
  triesLeft: z.int().nonnegative().nullable(),
});
export type PaymentLock = z.infer<typeof paymentLockSchema>;

/** How one may pay now: methods in the order in which they should be shown. */
export const paymentOfferSchema = z.strictObject({
  methods: z.array(paymentMethodSchema),
  clientConfigs: z.array(clientConfigSchema),
  /** No real money moves: the page says so permanently. */
  isTestMode: z.boolean(),
  /** Switched on, and missing above because they cannot be asked at the moment. */
  unavailableProviders: z.array(z.string()),
  lock: paymentLockSchema,
});
export type PaymentOffer = z.infer<typeof paymentOfferSchema>;

/** An unfinished attempt that keeps an invoice from being paid twice; `attemptId` is null when somebody else started it. */
export const openAttemptSchema = z.strictObject({
  attemptId: idSchema.nullable(),
  state: attemptStateSchema,
  startedAt: instantSchema,
});

/** What the pay page shows: of one invoice, all of it; or of a draft. */
export const payPageSchema = z.strictObject({
  entity: entityViewSchema,
  /** Of several, the one that is due first. */
  summary: documentSummarySchema,
  draft: payDraftSchema.nullable(),
  /** A transfer for one of these invoices that its payer has told of in the last weeks. */
  announcement: z
    .strictObject({
      draftId: idSchema,
      announcedAt: instantSchema,
      amountMinor: minorSchema,
      hasProof: z.boolean(),
    })
    .nullable(),
  /** Credit of the customer that could be used for it. */
  creditMinor: minorSchema.nonnegative(),
  /** The least that may be paid of an invoice; null where only all of it may. */
  partMinMinor: minorSchema.positive().nullable(),
  offer: paymentOfferSchema,
  transfer: transferInstructionsSchema.nullable(),
  openAttempt: openAttemptSchema.nullable(),
  /** Pays as somebody signed in, who can go back to the document; else by a mailed link. */
  isSignedIn: z.boolean(),
  /** Where the confirmation goes. */
  maskedEmail: z.string(),
});
export type PayPage = z.infer<typeof payPageSchema>;

export const attemptSchema = z.strictObject({
  id: idSchema,
  draftId: idSchema,
  state: attemptStateSchema,
  provider: z.string(),
  method: z.string(),
  /** Last four characters of the card or account number. */
  last4: z.string().nullable(),
  amountMinor: minorSchema,
  currency: currencySchema,
  /** What the payment is called, as people read it. */
  reference: z.string(),
  /** What each gets or, once money is booked, has got; late charges are a part of it. */
  invoices: z.array(
    z.strictObject({ id: idSchema, number: z.string(), amountMinor: minorSchema, lateChargesMinor: minorSchema }),
  ),
  /** What credit pays or has paid of that. */
  credits: z.array(paidByCreditSchema),
  startedAt: instantSchema,
  action: attemptActionSchema.nullable(),
  failure: z.strictObject({ class: failureClassSchema, code: failureCodeSchema }).nullable(),
  lock: paymentLockSchema,
  /** Set once money is booked. */
  paymentId: idSchema.nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** The client names what it saw; the server computes what is owed and refuses when it differs. */
export const startDraftSchema = z
  .strictObject({
    invoiceIds: z.array(idSchema).min(1).max(invoicesAtOnceMax).optional(),
    /** Instead of their ids. */
    list: listToPaySchema.optional(),
    /** Of these only so much, of the others all that is owed. */
    parts: z
      .array(z.strictObject({ invoiceId: idSchema, amountMinor: minorSchema.positive() }))
      .max(invoicesAtOnceMax)
      .optional(),
    /** Left out where nobody has seen a total yet. */
    expectedTotalMinor: minorSchema.positive().optional(),
    /** Takes off it what credit the customer has; the expected total is the one before that. */
    useCredit: z.boolean().optional(),
  })
  .refine(
    ({ invoiceIds, list }) => (invoiceIds === undefined) !== (list === undefined),
    'name either invoiceIds or a list',
  );
export type StartDraft = z.infer<typeof startDraftSchema>;

/** That the money of a draft was transferred; a proof, if any, is one file of the kinds that come with comments. */
export const announceSchema = z.strictObject({ file: commentFilesSchema });

export const draftSchema = z.strictObject({
  id: idSchema,
  totalMinor: minorSchema,
  currency: currencySchema,
  quotedDate: calendarDateSchema,
  expiresAt: instantSchema,
  invoices: z.array(z.strictObject({ id: idSchema, number: z.string(), amountMinor: minorSchema })),
  offer: paymentOfferSchema,
});
export type Draft = z.infer<typeof draftSchema>;

/**
 * Sandbox fields: only the published test numbers are accepted, and they never leave the request. What was typed into a real provider's
 * widget never comes here: its token does.
 */
export const methodInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sandbox_card'),
    number: z.string().max(32),
    expiry: z.string().max(7),
    cvc: z.string().max(4),
  }),
  z.strictObject({ kind: z.literal('sandbox_debit'), iban: z.string().max(42) }),
  z.strictObject({
    kind: z.literal('stripe_elements'),
    confirmationToken: z.string().regex(/^ctoken_[A-Za-z0-9_]{4,200}$/, 'expected the id of a ConfirmationToken'),
  }),
  z.strictObject({ kind: z.literal('mollie'), method: z.string().regex(/^[a-z0-9_]{2,40}$/, 'expected a method id') }),
]);
export type MethodInput = z.infer<typeof methodInputSchema>;

/** `attemptId` is chosen by the browser, once per press of the button: the same id twice is one attempt. */
export const startAttemptSchema = z.strictObject({ attemptId: idSchema, input: methodInputSchema });
export type StartAttempt = z.infer<typeof startAttemptSchema>;

/** How the sandbox's own 3-D Secure dialog was answered. */
export const challengeAnswerSchema = z.strictObject({ answer: z.enum(['approve', 'fail', 'cancel']) });
export type ChallengeAnswer = z.infer<typeof challengeAnswerSchema>['answer'];
