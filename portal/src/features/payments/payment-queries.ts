import { queryOptions } from '@tanstack/react-query';
import type { ListToPay } from '@quittance/shared/payable.ts';
import type { Attempt, ChallengeAnswer, MethodInput, PayPage, StartDraft } from '@quittance/shared/payment.ts';
import { ApiError, isRefusal } from '../../lib/api-error.ts';
import { answer, api, done } from '../../lib/api.ts';
import { draftPath, payTarget, showDraft } from '../../lib/pay-address.ts';

/** Of the one thing that the document is about. */
export const payPageQuery = queryOptions({ queryKey: ['pay'], queryFn: readPayPage, staleTime: 0 });

async function readPayPage(): Promise<PayPage> {
  const target = payTarget();
  if (!target) throw new ApiError('not_found', null);
  if ('invoiceId' in target) return answer(api.payments.invoices[':id'].$get({ param: { id: target.invoiceId } }));
  if ('overdue' in target) return openOverdue(target.overdue);
  const page = await readDraftPage(target.draftId);
  if (!page.draft || page.draft.isCurrent || page.openAttempt) return page;
  const renewed = await renewDraft(target.draftId);
  if (!renewed) return page;
  showDraft(renewed.id);
  return readDraftPage(renewed.id);
}

/** Goes on to a document of the draft's own: only the server can say which provider's script that may load. */
async function openOverdue({ entity, customer, currency }: { entity: string; customer: string; currency: string }) {
  const filter = { list: 'open', state: 'overdue', dates: 'due', entity, customer } as const;
  const { id } = await startDraft({ list: { filter, currency }, useCredit: true });
  location.replace(draftPath(id));
  return new Promise<never>(() => undefined);
}

function readDraftPage(id: string): Promise<PayPage> {
  return answer(api.payments.drafts[':id'].page.$get({ param: { id } }));
}

/** What of it is owed today; null where nothing is. */
async function renewDraft(id: string): Promise<{ id: string } | null> {
  return answer(api.payments.drafts[':id'].renew.$post({ param: { id } })).catch((error: unknown) => {
    if (isRefusal(error, 'already_paid')) return null;
    throw error;
  });
}

/** Of changing what is paid and of paying it, one at a time. */
export const payingKey = ['paying'];

/** What of a list can be paid now. Not kept: it is asked for beside a list that is. */
export function payableQuery(list: ListToPay) {
  return queryOptions({
    queryKey: ['payable', list],
    queryFn: () => answer(api.payments.payable.$post({ json: list })),
    retry: false,
  });
}

export function startDraft(request: StartDraft): Promise<{ id: string }> {
  return answer(api.payments.drafts.$post({ json: request }));
}

export async function settleByCredit(draftId: string): Promise<void> {
  await done(api.payments.drafts[':id'].credit.$post({ param: { id: draftId } }));
}

/** Tells the merchant of a transfer; where none was made yet, a draft for it first, so that it has a name. */
export async function announceTransfer({ page, proof }: { page: PayPage; proof: File | null }): Promise<void> {
  const id = page.draft?.id ?? (await draftOf(page)).id;
  const form = proof ? { file: [proof] } : {};
  await done(api.payments.drafts[':id'].announcement.$post({ param: { id }, form }));
  showDraft(id);
}

/** Of what was announced: it stays, and this is another. */
export async function payAnotherWay(draftId: string): Promise<void> {
  const renewed = await renewDraft(draftId);
  if (renewed) showDraft(renewed.id);
}

const pollMs = 2000;
/** While the payer may be about to finish on a page of the provider's. Each of these asks the provider; after five minutes nobody waits. */
const awayPollMs = 5000;
const awayPollsMax = 60;

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
      const isAsked = !known || isAway(known);
      const found = await (isAsked ? refreshOrRead(attemptId) : readAttempt(attemptId));
      // What is owed, and the tries that are left, have changed with it.
      if (known && isOpen(known) && !isOpen(found)) await client.invalidateQueries(payPageQuery);
      return found;
    },
    refetchInterval({ state: { data, dataUpdateCount } }) {
      if (data && isUnderWay(data.state)) return pollMs;
      return data && isAway(data) && dataUpdateCount < awayPollsMax ? awayPollMs : false;
    },
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

/** Has the provider asked to take no money any more. What it says then need not be that it takes none. */
export function cancelAttempt(attemptId: string): Promise<Attempt> {
  return answer(api.payments.attempts[':id'].cancel.$post({ param: { id: attemptId } }));
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

function isAway({ state, action }: Attempt): boolean {
  return state === 'requires_action' && action?.kind === 'redirect';
}

function isOpen({ state }: Attempt): boolean {
  return state === 'requires_action' || isUnderWay(state);
}

export type Press = { page: PayPage; attemptId: string; input: MethodInput };

/** Names the amount that was on the button: what is owed now may be another, and then nothing is charged. */
export async function startPayment({ page, attemptId, input }: Press): Promise<Attempt> {
  const id = page.draft?.id ?? (await draftOf(page)).id;
  return answer(api.payments.drafts[':id'].attempts.$post({ param: { id }, json: { attemptId, input } }));
}

function draftOf({ summary }: PayPage): Promise<{ id: string }> {
  return startDraft({ invoiceIds: [summary.id], expectedTotalMinor: summary.amountDueMinor }).catch(notStarted);
}

/** A draft charges nothing: where it got no answer, that much is certain. */
function notStarted(error: unknown): never {
  if (isRefusal(error, 'unreachable')) throw new ApiError('not_started', null);
  throw error;
}

export function answerChallenge(attemptId: string, given: ChallengeAnswer): Promise<Attempt> {
  return answer(api.payments.attempts[':id'].challenge.$post({ param: { id: attemptId }, json: { answer: given } }));
}
