import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { Payer } from '../access/scope.ts';
import type { Clock, Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { sendInvoice } from '../email/send-invoice.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { startAttempt } from '../payments/start-attempt.ts';
import { startDraft } from '../payments/start-draft.ts';
import type { SeededInvoice } from './seed-history.ts';
import type { SeedMerchant } from './seed-merchant.ts';

/** The published number whose debit is on its way for ever. */
const slowDebit = { kind: 'sandbox_debit', iban: 'NL91ABNA0417164300' } as const;

/**
 * What happens on the day itself, as it does in life: invoices are mailed, a payment is recorded, one is on its way. Last and
 * so on top of the mailbox comes the invoice that a newcomer should open.
 */
export async function actToday(deps: Deps, merchant: SeedMerchant, invoices: readonly SeededInvoice[]): Promise<void> {
  const inRole = (...roles: SeededInvoice['planned']['role'][]) =>
    invoices.filter(({ planned }) => planned.role && roles.includes(planned.role));
  const before = { ...deps, clock: anHourBefore(deps.clock) };
  await Promise.all(inRole('mailed', 'being_paid').map((invoice) => mail(before, merchant, invoice)));
  for (const invoice of inRole('paid_today')) await recordTransfer(before, merchant, invoice);
  if (deps.providers.has('sandbox')) {
    for (const invoice of inRole('being_paid')) await startDebit(deps, merchant, invoice);
  }
  for (const invoice of inRole('opened_first')) await mail(deps, merchant, invoice);
}

/** Mails stand in the mailbox by their time. */
function anHourBefore(clock: Clock): Clock {
  return { now: () => new Date(clock.now().getTime() - 3_600_000), today: (timeZone) => clock.today(timeZone) };
}

async function mail(deps: Deps, merchant: SeedMerchant, invoice: SeededInvoice): Promise<void> {
  const { contactId } = await payerOf(deps, merchant, invoice);
  await sendInvoice(deps, merchant.scope, { documentId: invoice.invoiceId, contactIds: [contactId] });
}

async function recordTransfer(deps: Deps, merchant: SeedMerchant, invoice: SeededInvoice): Promise<void> {
  const { amountMinor, currency } = await owedToday(deps, merchant, invoice);
  const { planned, invoiceId } = invoice;
  await recordPayment(deps, merchant.scope, {
    reference: `demo-${invoiceId}`,
    amountMinor,
    currency,
    receivedDate: deps.clock.today(planned.entity.timeZone),
    method: 'transfer',
    note: null,
    sendReceipt: true,
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
  { scope: { merchantId }, customerIds }: SeedMerchant,
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
  const facts = (await findInvoiceFacts(deps.db, merchant.scope, [invoiceId])).get(invoiceId);
  if (!facts) throw new Error(`invoice ${invoiceId} is not there`);
  const { amountDueMinor, currency } = calculateAmountDue(facts, deps.clock.today(planned.entity.timeZone));
  return { amountMinor: amountDueMinor, currency };
}
