import type { StartDraft } from '@quittance/shared/payment.ts';
import { planShare, type ShareRefusal, sumOfShares } from '@quittance/shared/payment-split.ts';
import type { Payer } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { chooseInvoices } from './choose-invoices.ts';
import { keepDraft } from './keep-draft.ts';
import { listOpenAttempts, type OpenAttemptRow } from './open-attempt-queries.ts';
import { takeOffCredit } from './plan-credit.ts';
import { type Quote, quoteInvoices, refuseUnlessOwed } from './quote-invoices.ts';

type DraftDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'config'>;

/** Fixes what shall be paid. The payer names the invoices and what it saw; what is owed is computed here and nowhere else. */
export async function startDraft(
  deps: DraftDeps,
  payer: Payer,
  { invoiceIds, list, parts = [], expectedTotalMinor, useCredit = false }: StartDraft,
): Promise<{ draftId: string }> {
  const { reader } = payer;
  const ids = invoiceIds ?? (list ? await chooseInvoices(deps, reader, list) : []);
  const owed = await quoteInvoices(deps, reader, ids);
  const [open] = await listOpenAttempts(deps.db, { merchantId: reader.merchantId }, ids);
  if (open) throw paymentInProgress(payer, open);
  const quote = await shareOut(deps, payer, owed, parts);
  refuseUnlessOwed(quote, expectedTotalMinor ?? quote.totalMinor);
  return { draftId: await keepDraft(deps, payer, await takeOffCredit(deps, reader, quote, useCredit)) };
}

const refusals: Record<ShareRefusal, string> = {
  part_not_offered: 'this is paid in one go: pay all that is owed',
  part_too_small: 'this part is smaller than the merchant takes',
  part_too_large: 'this is more than is owed',
};

/** Pays of some invoices a part only. */
async function shareOut(
  deps: Pick<Deps, 'db'>,
  payer: Payer,
  quote: Quote,
  parts: NonNullable<StartDraft['parts']>,
): Promise<Quote> {
  if (parts.length === 0) return quote;
  const { partPaymentMinMinor } = await getEntityProfile(deps.db, payer.reader, quote.entityId);
  const wanted = new Map(parts.map(({ invoiceId, amountMinor }) => [invoiceId.toLowerCase(), amountMinor]));
  const isAnyNamedTwice = wanted.size < parts.length;
  const invoices = quote.invoices.map((invoice) => {
    const share = planShare(invoice, wanted.get(invoice.invoiceId) ?? null, partPaymentMinMinor);
    wanted.delete(invoice.invoiceId);
    if (typeof share !== 'string') return { ...invoice, ...share };
    throw new AppError(share, refusals[share], { invoiceIds: [invoice.invoiceId] });
  });
  if (wanted.size > 0 || isAnyNamedTwice) {
    const message = 'is about none of the invoices, or about one of them twice';
    throw new AppError('invalid_request', `body.parts: ${message}`, { issues: [{ path: 'body.parts', message }] });
  }
  return { ...quote, invoices, totalMinor: sumOfShares(invoices) };
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
