import type { StartDraft } from '@quittance/shared/payment.ts';
import type { Payer } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { insertDraft } from './draft-queries.ts';
import { listOpenAttempts, type OpenAttemptRow } from './open-attempt-queries.ts';
import { quoteInvoices, refuseUnlessOwed } from './quote-invoices.ts';

/** How long the quoted amount may be paid: over the end of the day it was quoted for, but not for days. */
const draftMinutes = 60;

/** Fixes what shall be paid. The payer names the invoices and the total it saw; what is owed is computed here and nowhere else. */
export async function startDraft(
  deps: Pick<Deps, 'db' | 'clock' | 'random'>,
  payer: Payer,
  { invoiceIds, expectedTotalMinor }: StartDraft,
): Promise<{ draftId: string }> {
  const { merchantId } = payer.reader;
  const quote = await quoteInvoices(deps, payer.reader, invoiceIds);
  const [open] = await listOpenAttempts(deps.db, { merchantId }, invoiceIds);
  if (open) throw paymentInProgress(payer, open);
  refuseUnlessOwed(quote, expectedTotalMinor);
  const draftId = deps.random.uuid();
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + draftMinutes * 60_000);
  await deps.db
    .transaction()
    .execute((trx) =>
      insertDraft(trx, { merchantId, principal: payer.principal }, quote, { id: draftId, createdAt, expiresAt }),
    );
  return { draftId };
}

/** Names the attempt to its own payer, who can go on with it; others only learn since when. */
export function paymentInProgress(payer: Payer, open: OpenAttemptRow): AppError {
  const isOwn = open.principal === payer.principal;
  return new AppError(
    'payment_in_progress',
    isOwn ? 'a payment that you started is not finished' : 'somebody else has started to pay',
    {
      invoiceIds: [open.invoiceId],
      startedAt: open.createdAt.toISOString(),
      ...(isOwn ? { attemptId: open.attemptId } : {}),
    },
  );
}
