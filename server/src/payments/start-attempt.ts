import type { MethodInput, StartAttempt } from '@quittance/shared/payment.ts';
import { isWhole } from '@quittance/shared/payment-split.ts';
import type { Payer } from '../access/scope.ts';
import { findEntity } from '../branding/entity-queries.ts';
import { AppError } from '../http/errors.ts';
import { admitAttempt } from './admit-attempt.ts';
import { findCustomerCountry } from './customer-country-queries.ts';
import { findDraft, type PaymentDraft } from './draft-queries.ts';
import { findProvider, type ProviderDeps } from './find-provider.ts';
import type { CollectionOrder, MethodQuery, PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { recordNotReceived, recordOutcome, recordSilence, type RecordDeps } from './record-outcome.ts';

/**
 * One try to collect a draft. The same attempt id twice is one try, whatever became of the first request. Resolves when the provider has
 * answered or has failed to: what is known then is in the attempt, and nothing is ever charged a second time to find out. The
 * provider leads back to `origin`, where the browser that pays has its cookies.
 */
export async function startAttempt(
  deps: RecordDeps & ProviderDeps,
  payer: Payer,
  draftId: string,
  { origin, language, ...request }: StartAttempt & { origin: string; language: string },
): Promise<void> {
  const { attemptId, input } = request;
  const { merchantId } = payer.reader;
  const draft = await findDraft(deps.db, { merchantId, principal: payer.principal }, draftId);
  if (!draft) throw new AppError('not_found');
  if (draft.totalMinor === 0) throw new AppError('method_unavailable', 'credit covers all of this');
  const country = await findCustomerCountry(deps.db, draft, draft.customerId);
  const { totalMinor: amountMinor, currency } = draft;
  const query = { amountMinor, currency, country, language };
  const { provider, method } = await chooseProvider(deps, draft, query, input);
  const admission = { attemptId, provider: provider.id, accountId: provider.accountId, method };
  const isNew = await admitAttempt(deps, payer, draft, admission);
  if (!isNew) return;
  const order = {
    ...query,
    attemptId,
    draftId,
    description: descriptionOf(draft),
    returnUrl: `${origin}${payPathOf(draft)}?attempt=${attemptId}`,
  };
  await askProvider(deps, provider, order, input);
}

async function chooseProvider(
  deps: ProviderDeps,
  draft: PaymentDraft,
  query: MethodQuery,
  input: MethodInput,
): Promise<{ provider: PaymentProvider; method: string }> {
  const entity = await findEntity(deps.db, draft, draft.entityId);
  for (const id of entity?.paymentProviders ?? []) {
    const provider = entity && (await findProvider(deps, entity, id));
    const method = provider?.methodOf(input) ?? null;
    if (!provider || method === null) continue;
    const offered = await provider.listMethods(query);
    if (offered.some((each) => each.id === method)) return { provider, method };
  }
  throw new AppError('method_unavailable', 'this way to pay is not offered here');
}

async function askProvider(
  deps: RecordDeps,
  provider: PaymentProvider,
  order: CollectionOrder,
  input: MethodInput,
): Promise<void> {
  const { attemptId } = order;
  let answer: ProviderPayment;
  try {
    answer = await provider.startAttempt(order, input);
  } catch (error) {
    const about = { err: error, attemptId, provider: provider.id };
    if (isCertainlyNotTaken(error)) {
      deps.log.error(about, 'a payment attempt did not reach its provider');
      return await recordNotReceived(deps, attemptId);
    }
    deps.log.error(about, 'the outcome of a payment attempt is unknown');
    return await recordSilence(deps, attemptId);
  }
  await recordOutcome(deps, attemptId, answer);
}

function isCertainlyNotTaken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'provider_unavailable';
}

const numbersMax = 3;

/** As it may stand on a bank statement: numbers while they are few. */
function descriptionOf({ invoices, reference }: PaymentDraft): string {
  if (invoices.length <= numbersMax || reference === null) return invoices.map(({ number }) => number).join(', ');
  return `${invoices.length} invoices, ref. ${reference}`;
}

/** The page that it was paid on. */
function payPathOf({ id, invoices }: PaymentDraft): string {
  const [only, ...others] = invoices;
  return only && others.length === 0 && isWhole(only) ? `/pay/${only.invoiceId}` : `/pay/drafts/${id}`;
}
