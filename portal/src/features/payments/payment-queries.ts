import { queryOptions } from '@tanstack/react-query';
import type { Attempt, ChallengeAnswer, MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { ApiError, isRefusal } from '../../lib/api-error.ts';
import { answer, api } from '../../lib/api.ts';

export function payPageQuery(invoiceId: string) {
  return queryOptions({
    queryKey: ['pay', invoiceId],
    queryFn: () => answer(api.payments.invoices[':id'].$get({ param: { id: invoiceId } })),
    staleTime: 0,
  });
}

const pollMs = 2000;

/** Asked again for as long as only the server can know how it goes on. */
export function attemptQuery(attemptId: string) {
  return queryOptions({
    queryKey: ['attempt', attemptId],
    queryFn: () => answer(api.payments.attempts[':id'].$get({ param: { id: attemptId } })),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data.state) ? pollMs : false),
  });
}

function isUnderWay(state: Attempt['state']): boolean {
  return state === 'submitting' || state === 'processing' || state === 'unknown';
}

export type Press = { page: PayPage; attemptId: string; input: MethodInput };

/** Names the amount that was on the button: what is owed now may be another, and then nothing is charged. */
export async function startPayment({ page: { summary }, attemptId, input }: Press): Promise<Attempt> {
  const request = { invoiceIds: [summary.id], expectedTotalMinor: summary.amountDueMinor };
  const draft = await answer(api.payments.drafts.$post({ json: request })).catch(notStarted);
  return answer(api.payments.drafts[':id'].attempts.$post({ param: { id: draft.id }, json: { attemptId, input } }));
}

/** A draft charges nothing: where it got no answer, that much is certain. */
function notStarted(error: unknown): never {
  if (isRefusal(error, 'unreachable')) throw new ApiError('not_started', null);
  throw error;
}

export function answerChallenge(attemptId: string, given: ChallengeAnswer): Promise<Attempt> {
  return answer(api.payments.attempts[':id'].challenge.$post({ param: { id: attemptId }, json: { answer: given } }));
}
