import type { Transaction } from 'kysely';
import type { Payer } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { refuseIfChanged } from './admit-attempt.ts';
import { lockCustomer } from './credit-note-queries.ts';
import { findDraft, markSettled, type PaymentDraft } from './draft-queries.ts';
import { keepFromPaying, listOpenAttempts } from './open-attempt-queries.ts';
import { holdPrincipal } from './payment-lock-queries.ts';
import { paymentInProgress } from './start-draft.ts';
import { applyCredit } from './apply-credit.ts';

/** Pays a draft with credit that covers all of it: no provider has a part in that, and no lock keeps anybody from it. Once per draft. */
export async function settleByCredit(deps: Pick<Deps, 'db' | 'clock'>, payer: Payer, draftId: string): Promise<void> {
  const who = { merchantId: payer.reader.merchantId, principal: payer.principal };
  await deps.db.transaction().execute(async (trx) => {
    // Whoever pressed twice is answered one after the other.
    await holdPrincipal(trx, who);
    const draft = await findDraft(trx, who, draftId);
    if (!draft) throw new AppError('not_found');
    if (draft.settledAt) return;
    if (draft.totalMinor > 0) throw new AppError('method_unavailable', 'credit covers only a part of this');
    await refuseUnlessPayable(deps, trx, payer, draft);
    await applyCredit(trx, deps, draft);
    await markSettled(trx, draft, deps.clock.now());
  });
}

async function refuseUnlessPayable(
  deps: Pick<Deps, 'clock'>,
  trx: Transaction<Database>,
  payer: Payer,
  draft: PaymentDraft,
): Promise<void> {
  if (draft.expiresAt <= deps.clock.now()) throw new AppError('draft_expired', 'look at the amount again');
  await lockCustomer(trx, draft, draft.customerId);
  const ids = draft.invoices.map(({ invoiceId }) => invoiceId);
  await keepFromPaying(trx, draft, ids);
  const [open] = await listOpenAttempts(trx, draft, ids);
  if (open) throw paymentInProgress(payer, open);
  await refuseIfChanged(deps, trx, payer, draft);
}
