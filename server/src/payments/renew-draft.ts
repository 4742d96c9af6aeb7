import { planShareAgain, sumOfShares } from '@quittance/shared/payment-split.ts';
import type { Payer } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findDraft } from './draft-queries.ts';
import { listInvoicesToPay } from './invoice-queries.ts';
import { keepDraft } from './keep-draft.ts';
import { takeOffCredit } from './plan-credit.ts';
import { quoteInvoices } from './quote-invoices.ts';

/**
 * What a draft was for, as it is owed today: a new draft, because one never changes. Invoices of which nothing is owed any more are left
 * out, and its page names them. The old one stays: money may still come under its reference.
 */
export async function renewDraft(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config'>,
  payer: Payer,
  draftId: string,
): Promise<{ draftId: string }> {
  const { reader, principal } = payer;
  const old = await findDraft(deps.db, { merchantId: reader.merchantId, principal }, draftId);
  if (!old) throw new AppError('not_found');
  const before = new Map(old.invoices.map((invoice) => [invoice.invoiceId, invoice]));
  const found = await listInvoicesToPay(deps.db, reader, [...before.keys()]);
  const ids = found.filter(({ isVoided }) => !isVoided).map(({ id }) => id);
  if (ids.length === 0) throw new AppError('already_paid', 'nothing is owed any more', { invoiceIds: [] });
  const quote = await quoteInvoices(deps, reader, ids);
  const { partPaymentMinMinor } = await getEntityProfile(deps.db, reader, quote.entityId);
  const invoices = quote.invoices
    .filter(({ dueMinor }) => dueMinor > 0)
    .map((invoice) => {
      const share = before.get(invoice.invoiceId) ?? invoice;
      return { ...invoice, ...planShareAgain(invoice, share, partPaymentMinMinor) };
    });
  if (invoices.length === 0) throw new AppError('already_paid', 'nothing is owed any more', { invoiceIds: ids });
  const shared = { ...quote, invoices, totalMinor: sumOfShares(invoices) };
  const drafted = await takeOffCredit(deps, reader, shared, old.usesCredit);
  return { draftId: await keepDraft(deps, payer, { ...drafted, renewedFromId: old.id }) };
}
