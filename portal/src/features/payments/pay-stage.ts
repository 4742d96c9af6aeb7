import type { PayDraft } from '@quittance/shared/pay-draft.ts';
import type { Attempt, FailureCode, PayPage } from '@quittance/shared/payment.ts';

/** Where paying stands, from what the server says; the page never claims an end by itself. */
export type PayStage =
  | { at: 'nothing_owed' }
  | { at: 'settled'; draft: PayDraft }
  | { at: 'settling'; draft: PayDraft }
  | { at: 'announced'; announcement: NonNullable<PayPage['announcement']> }
  | { at: 'colleague'; startedAt: string }
  | { at: 'choosing'; failure: FailureCode | null }
  | { at: 'challenge'; attempt: Attempt }
  | { at: 'confirming'; attempt: Attempt; clientSecret: string }
  | { at: 'redirecting'; attempt: Attempt; url: string }
  | { at: 'processing' | 'checking' | 'paid'; attempt: Attempt };

export function payStage(page: PayPage, attempt: Attempt | null): PayStage {
  if (attempt) return attemptStage(attempt);
  if (page.openAttempt && page.openAttempt.attemptId === null) {
    return { at: 'colleague', startedAt: page.openAttempt.startedAt };
  }
  if (page.draft?.isSettled) return { at: 'settled', draft: page.draft };
  if (page.draft?.isCurrent && page.draft.totalMinor === 0) return { at: 'settling', draft: page.draft };
  const { announcement } = page;
  if (announcement && announcement.draftId === page.draft?.id) return { at: 'announced', announcement };
  const isOwed = page.draft ? page.draft.isCurrent : page.summary.amountDueMinor > 0;
  return isOwed ? { at: 'choosing', failure: null } : { at: 'nothing_owed' };
}

function attemptStage(attempt: Attempt): PayStage {
  switch (attempt.state) {
    case 'requires_action':
      return actionStage(attempt);
    case 'processing':
      return { at: 'processing', attempt };
    case 'submitting':
    case 'unknown':
      return { at: 'checking', attempt };
    case 'succeeded':
      return { at: 'paid', attempt };
    case 'failed':
    case 'canceled':
    case 'expired':
    case 'returned':
      return { at: 'choosing', failure: attempt.failure?.code ?? 'canceled' };
  }
}

function actionStage(attempt: Attempt): PayStage {
  switch (attempt.action?.kind) {
    case 'challenge':
      return { at: 'challenge', attempt };
    case 'sdk':
      return { at: 'confirming', attempt, clientSecret: attempt.action.clientSecret };
    case 'redirect':
      return { at: 'redirecting', attempt, url: attempt.action.url };
    default:
      return { at: 'checking', attempt };
  }
}
