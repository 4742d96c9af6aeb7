import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { NewPayment } from '@quittance/shared/merchant-api/payment.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { AppError } from '../http/errors.ts';
import { recordPayment, type RecordedPayment } from '../payments/record-payment.ts';
import { findManualPayment } from './payment-queries.ts';

type NamedPayment = NewPayment & { invoices: NonNullable<NewPayment['invoices']> };
type Part = { invoiceId: string; amountMinor: number };

/**
 * Money that the merchant received. Where no amount is given it is what was owed on the day the money came, late charges
 * included, so that an invoice is set to paid by naming it.
 */
export async function recordReceivedPayment(
  deps: Deps,
  scope: MerchantScope,
  payment: NewPayment,
): Promise<{ paymentId: string; isNew: boolean }> {
  const { reference, method, receivedDate, invoices, note = null, sendReceipt = null } = payment;
  const common = { reference, method, receivedDate, note, sendReceipt };
  if (payment.paymentReferences) return recordReferenced(deps, scope, payment, common);
  if (!invoices) return recordPayment(deps, scope, { ...common, ...onAccount(payment) });
  const known = payment.amountMinor === undefined && (await findSame(deps, scope, { ...payment, invoices }));
  if (known) return { paymentId: known, isNew: false };
  const { parts, currency } = await partsOf(deps, scope, { ...payment, invoices });
  const amountMinor = payment.amountMinor ?? sumMinor(parts.map((part) => part.amountMinor));
  const target = { invoices: parts };
  return recordPayment(deps, scope, { ...common, target, amountMinor, currency: payment.currency ?? currency });
}

/** The invoices that are named beside the references, if any, say what gets how much. */
async function recordReferenced(
  deps: Deps,
  scope: MerchantScope,
  { paymentReferences: references = [], amountMinor, currency, invoices, receivedDate }: NewPayment,
  common: Omit<RecordedPayment, 'amountMinor' | 'currency' | 'target'>,
): Promise<{ paymentId: string; isNew: boolean }> {
  if (amountMinor === undefined) throw new AppError('invalid_request', 'Say how much came under the reference.');
  const parts = invoices ? (await partsOf(deps, scope, { invoices, amountMinor, receivedDate })).parts : null;
  const target = { references, invoices: parts };
  return recordPayment(deps, scope, { ...common, target, amountMinor, currency: currency ?? null });
}

/** What is owed has changed since it was booked, so its amount says nothing: the day and the invoices do. */
async function findSame(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  payment: NamedPayment,
): Promise<string | undefined> {
  const known = await findManualPayment(deps.db, scope, payment.reference);
  if (!known) return undefined;
  const named = payment.invoices.map(({ invoiceId }) => invoiceId);
  const isOfThese = known.allocations.every(({ invoiceId }) => named.includes(invoiceId));
  if (isOfThese && known.receivedDate === payment.receivedDate) return known.id;
  throw new AppError(
    'idempotency_key_reused',
    `The reference ${payment.reference} names another payment, received on ${known.receivedDate}.`,
  );
}

/** The schema sees to it that these are there. */
function onAccount({
  amountMinor,
  currency,
  entityId,
  customerId,
}: NewPayment): Pick<RecordedPayment, 'amountMinor' | 'currency' | 'target'> {
  if (amountMinor === undefined || currency === undefined || entityId === undefined || customerId === undefined)
    throw new AppError('invalid_request', 'Name the invoices, or entity, customer, currency and amount.');
  return { amountMinor, currency, target: { entityId, customerId } };
}

/** In the order in which they are named, as far as the money goes. */
async function partsOf(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  { invoices, amountMinor, receivedDate }: Pick<NamedPayment, 'invoices' | 'amountMinor' | 'receivedDate'>,
): Promise<{ parts: Part[]; currency: string }> {
  const ids = invoices.map(({ invoiceId }) => invoiceId);
  const facts = await findInvoiceFacts(deps.db, scope, ids);
  const parts: Part[] = [];
  let leftMinor = amountMinor ?? Number.MAX_SAFE_INTEGER;
  for (const { invoiceId, amountMinor: given } of invoices) {
    const invoice = facts.get(invoiceId);
    if (!invoice) throw new AppError('not_found', 'There is no such invoice.');
    const owedMinor = calculateAmountDue(invoice, receivedDate).amountDueMinor;
    const partMinor = given ?? Math.min(owedMinor, leftMinor);
    leftMinor = Math.max(0, leftMinor - partMinor);
    if (partMinor > 0) parts.push({ invoiceId, amountMinor: partMinor });
  }
  const [invoiceId = ''] = ids;
  if (parts.length === 0 && amountMinor === undefined)
    throw new AppError(
      'already_paid',
      'Nothing is owed of these invoices. Money that came nevertheless: say how much.',
      {
        invoiceIds: ids,
      },
    );
  // All of it is paid by now: the invoice takes nothing, and the money is credit.
  if (parts.length === 0 && amountMinor !== undefined) parts.push({ invoiceId, amountMinor });
  const currency = facts.get(ids[0] ?? '')?.invoice.currency ?? '';
  return { parts, currency };
}
