import { queryOptions } from '@tanstack/react-query';
import type { Attempt, ChallengeAnswer, MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { ApiError, isRefusal } from '../../lib/api-error.ts';
import { answer, api } from '../../lib/api.ts';

export const allPayPages = { queryKey: ['pay'] } as const;

export function payPageQuery(invoiceId: string) {
  return queryOptions({
    queryKey: [...allPayPages.queryKey, invoiceId],
    queryFn: () => answer(api.payments.invoices[':id'].$get({ param: { id: invoiceId } })),
    staleTime: 0,
  });
}

const pollMs = 2000;

/**
 * Asked again for as long as only the server can know how it goes on. Our books are read for that; who opens the page anew, perhaps back
 * from the provider's own, has the provider asked.
 */
export function attemptQuery(attemptId: string) {
  const queryKey = ['attempt', attemptId];
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<Attempt> => {
      const known = client.getQueryData<Attempt>(queryKey);
      const found = await (known ? readAttempt(attemptId) : refreshOrRead(attemptId));
      // What is owed, and the tries that are left, have changed with it.
      if (known && isUnderWay(known.state) && !isUnderWay(found.state)) await client.invalidateQueries(allPayPages);
      return found;
    },
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data.state) ? pollMs : false),
    refetchOnWindowFocus: false,
  });
}

function readAttempt(attemptId: string): Promise<Attempt> {
  return answer(api.payments.attempts[':id'].$get({ param: { id: attemptId } }));
}

/** Has the provider asked how an attempt ended. */
export function refreshAttempt(attemptId: string): Promise<Attempt> {
  return answer(api.payments.attempts[':id'].refresh.$post({ param: { id: attemptId } }));
}

/** A provider that does not answer keeps nobody from seeing what is known. */
function refreshOrRead(attemptId: string): Promise<Attempt> {
  return refreshAttempt(attemptId).catch((error: unknown) => {
    if (isRefusal(error, 'internal', 'provider_unavailable')) return readAttempt(attemptId);
    throw error;
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
