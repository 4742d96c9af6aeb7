import type { MethodInput, StartAttempt } from '@quittance/shared/payment.ts';
import type { Payer } from '../access/scope.ts';
import { findEntity } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { admitAttempt } from './admit-attempt.ts';
import { findDraft, type PaymentDraft } from './draft-queries.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { recordOutcome, recordSilence, type RecordDeps } from './record-outcome.ts';

/**
 * One try to collect a draft. The same attempt id twice is one try, whatever became of the first request. Resolves when the provider has
 * answered or has failed to: what is known then is in the attempt, and nothing is ever charged a second time to find out.
 */
export async function startAttempt(
  deps: RecordDeps & Pick<Deps, 'providers'>,
  payer: Payer,
  draftId: string,
  { attemptId, input }: StartAttempt,
): Promise<void> {
  const { merchantId } = payer.reader;
  const draft = await findDraft(deps.db, { merchantId, principal: payer.principal }, draftId);
  if (!draft) throw new AppError('not_found');
  const { provider, method } = await chooseProvider(deps, draft, input);
  const isNew = await admitAttempt(deps, payer, draft, { attemptId, provider: provider.id, method });
  if (isNew) await askProvider(deps, provider, draft, { attemptId, input });
}

async function chooseProvider(
  deps: Pick<Deps, 'db' | 'providers'>,
  draft: PaymentDraft,
  input: MethodInput,
): Promise<{ provider: PaymentProvider; method: string }> {
  const entity = await findEntity(deps.db, draft, draft.entityId);
  for (const id of entity?.paymentProviders ?? []) {
    const provider = deps.providers.get(id);
    const method = provider?.methodOf(input) ?? null;
    if (!provider || method === null) continue;
    const offered = await provider.listMethods({ amountMinor: draft.totalMinor, currency: draft.currency });
    if (offered.some((each) => each.id === method)) return { provider, method };
  }
  throw new AppError('method_unavailable', 'this way to pay is not offered here');
}

async function askProvider(
  deps: RecordDeps,
  provider: PaymentProvider,
  draft: PaymentDraft,
  { attemptId, input }: StartAttempt,
): Promise<void> {
  const order = {
    attemptId,
    amountMinor: draft.totalMinor,
    currency: draft.currency,
    description: draft.invoices.map(({ number }) => number).join(', '),
    returnUrl: `${deps.config.publicUrl}/pay/${draft.invoices[0]?.invoiceId}?attempt=${attemptId}`,
  };
  const answer = await provider.startAttempt(order, input).catch((error: unknown) => {
    deps.log.error({ err: error, attemptId, provider: provider.id }, 'the outcome of a payment attempt is unknown');
    return null;
  });
  if (answer) await recordOutcome(deps, attemptId, answer);
  else await recordSilence(deps, attemptId);
}
