import type { Attempt, PayPage, PaymentLock } from '@quittance/shared/payment.ts';
import { entity, summary, transfer } from './documents.ts';

const noLock: PaymentLock = { lockedUntil: null, retryAfterSeconds: 0, triesLeft: null };

export const payPage: PayPage = {
  entity,
  summary,
  draft: null,
  announcement: null,
  creditMinor: 0,
  partMinMinor: 1_000,
  offer: {
    methods: [
      { provider: 'sandbox', id: 'sandbox_card', kind: 'card' },
      { provider: 'sandbox', id: 'sandbox_debit', kind: 'debit' },
      { provider: 'bank', id: 'transfer', kind: 'transfer' },
    ],
    clientConfigs: [
      {
        provider: 'sandbox',
        testNumbers: [
          { kind: 'card', number: '4242424242424242', outcome: 'succeeds' },
          { kind: 'card', number: '4000000000000002', outcome: 'card_declined' },
          { kind: 'debit', number: 'BE68539007547034', outcome: 'succeeds_after_a_while' },
        ],
      },
    ],
    isTestMode: true,
    unavailableProviders: [],
    lock: noLock,
  },
  transfer,
  openAttempt: null,
  isSignedIn: false,
  maskedEmail: 'j***@bakkerij.example',
};

export function attemptOf(id: string, part: Partial<Attempt>): Attempt {
  return {
    id,
    draftId: '0198b5a2-3333-7000-8000-000000000001',
    state: 'succeeded',
    provider: 'sandbox',
    method: 'card',
    last4: '4242',
    amountMinor: summary.amountDueMinor,
    currency: summary.currency,
    invoices: [{ id: summary.id, number: summary.number, amountMinor: summary.amountDueMinor, lateChargesMinor: 0 }],
    credits: [],
    reference: 'RF56 5390 0754 70',
    startedAt: '2026-11-11T10:15:00Z',
    action: null,
    failure: null,
    lock: noLock,
    paymentId: null,
    ...part,
  };
}
