import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { Payer } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { startAttempt } from '../payments/start-attempt.ts';
import { startDraft } from '../payments/start-draft.ts';
import type { SeededInvoice } from './seed-history.ts';
import type { SeedMerchant } from './seed-merchant.ts';

/** The published number whose debit is on its way for ever. */
const slowDebit = { kind: 'sandbox_debit', iban: 'NL91ABNA0417164300' } as const;

/** What happens on the day itself, as it does in life: a payment is recorded, and one is on its way. */
export async function actToday(deps: Deps, merchant: SeedMerchant, invoices: readonly SeededInvoice[]): Promise<void> {
  for (const invoice of invoices) {
    if (invoice.planned.role === 'paid_today') await recordTransfer(deps, merchant, invoice);
    if (invoice.planned.role === 'being_paid' && deps.providers.has('sandbox'))
      await startDebit(deps, merchant, invoice);
  }
}

async function recordTransfer(deps: Deps, merchant: SeedMerchant, invoice: SeededInvoice): Promise<void> {
  const { amountMinor, currency } = await owedToday(deps, merchant, invoice);
  const { planned, invoiceId } = invoice;
  await recordPayment(deps, merchant, {
    reference: `demo-${invoiceId}`,
    amountMinor,
    currency,
    receivedDate: deps.clock.today(planned.entity.timeZone),
    method: 'transfer',
    note: null,
    target: { invoices: [{ invoiceId, amountMinor }] },
  });
}

async function startDebit(deps: Deps, merchant: SeedMerchant, invoice: SeededInvoice): Promise<void> {
  const { amountMinor } = await owedToday(deps, merchant, invoice);
  const payer = await payerOf(deps, merchant, invoice);
  const { draftId } = await startDraft(deps, payer, {
    invoiceIds: [invoice.invoiceId],
    expectedTotalMinor: amountMinor,
  });
  await startAttempt(deps, payer, draftId, { attemptId: deps.random.uuid(), input: slowDebit });
}

/** The first contact of the customer, signed in. */
async function payerOf(
  deps: Deps,
  { merchantId, customerIds }: SeedMerchant,
  { planned }: SeededInvoice,
): Promise<Payer> {
  const customerId = customerIds.get(planned.customer) ?? '';
  const { id: contactId } = await deps.db
    .selectFrom('contacts')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('customer_id', '=', customerId)
    .where('email', '=', planned.customer.contacts[0].email)
    .executeTakeFirstOrThrow();
  const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
  return { reader, principal: `contact:${contactId}`, contactId };
}

async function owedToday(deps: Deps, merchant: SeedMerchant, { planned, invoiceId }: SeededInvoice) {
  const facts = (await findInvoiceFacts(deps.db, merchant, [invoiceId])).get(invoiceId);
  if (!facts) throw new Error(`invoice ${invoiceId} is not there`);
  const { amountDueMinor, currency } = calculateAmountDue(facts, deps.clock.today(planned.entity.timeZone));
  return { amountMinor: amountDueMinor, currency };
}
