import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, instantSchema, minorSchema } from './schema.ts';

/** States of a payment attempt; forward only. `unknown`: the provider did not answer and must be asked. */
export const attemptStates = [
  'submitting', 'requires_action', 'processing', 'unknown', 'succeeded', 'failed', 'canceled', 'expired', 'returned',
] as const;
export const attemptStateSchema = z.enum(attemptStates);
export type AttemptState = z.infer<typeof attemptStateSchema>;

export const failureClassSchema = z.enum(['declined', 'authentication', 'technical', 'abandoned', 'returned']);
export type FailureClass = z.infer<typeof failureClassSchema>;

/** Where a bank transfer goes. `epc` is the text of the EPC QR code, null outside EUR. */
export const transferInstructionsSchema = z.strictObject({
  accountName: z.string(),
  iban: z.string(),
  bic: z.string().nullable(),
  reference: z.string(),
  epc: z.string().nullable(),
});
export type TransferInstructions = z.infer<typeof transferInstructionsSchema>;

/** What the customer must do before the attempt can go on. */
export const attemptActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sdk'), clientSecret: z.string() }),
  z.strictObject({ kind: z.literal('redirect'), url: z.string() }),
  z.strictObject({ kind: z.literal('challenge') }),
  z.strictObject({ kind: z.literal('instructions'), data: transferInstructionsSchema }),
]);
export type AttemptAction = z.infer<typeof attemptActionSchema>;

/** A way to pay that is offered now, in the order in which it should be shown. */
export const paymentMethodSchema = z.strictObject({
  provider: z.string(),
  id: z.string(),
  kind: z.enum(['card', 'debit', 'transfer', 'redirect']),
});
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

/** The payer's lock as the page shows it; seconds are counted by the server's clock. */
export const paymentLockSchema = z.strictObject({
  lockedUntil: instantSchema.nullable(),
  retryAfterSeconds: z.int().nonnegative(),
  triesLeft: z.int().nonnegative(),
});
export type PaymentLock = z.infer<typeof paymentLockSchema>;

export const attemptSchema = z.strictObject({
  id: idSchema,
  state: attemptStateSchema,
  method: z.string(),
  amountMinor: minorSchema,
  currency: currencySchema,
  action: attemptActionSchema.nullable(),
  failure: z.strictObject({ class: failureClassSchema, code: z.string() }).nullable(),
  lock: paymentLockSchema,
  /** Set once money is booked. */
  paymentId: idSchema.nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** The client names what it saw; the server computes what is owed and refuses when it differs. */
export const startDraftSchema = z.strictObject({
  invoiceIds: z.array(idSchema).min(1).max(100),
  expectedTotalMinor: minorSchema.positive(),
});
export type StartDraft = z.infer<typeof startDraftSchema>;

export const draftSchema = z.strictObject({
  id: idSchema,
  totalMinor: minorSchema,
  currency: currencySchema,
  quotedDate: calendarDateSchema,
  expiresAt: instantSchema,
  methods: z.array(paymentMethodSchema),
  lock: paymentLockSchema,
});
export type Draft = z.infer<typeof draftSchema>;

/** Sandbox fields: only the published test numbers are accepted, and they never leave the request. */
export const methodInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sandbox_card'),
    number: z.string().max(32),
    expiry: z.string().max(7),
    cvc: z.string().max(4),
  }),
  z.strictObject({ kind: z.literal('sandbox_debit'), iban: z.string().max(42) }),
  z.strictObject({ kind: z.literal('transfer') }),
]);
export type MethodInput = z.infer<typeof methodInputSchema>;

/** `attemptId` is chosen by the browser, once per press of the button: the same id twice is one attempt. */
export const startAttemptSchema = z.strictObject({ attemptId: idSchema, input: methodInputSchema });
export type StartAttempt = z.infer<typeof startAttemptSchema>;

/** How the sandbox's own 3-D Secure dialog was answered. */
export const challengeAnswerSchema = z.strictObject({ answer: z.enum(['approve', 'fail', 'cancel']) });
