import type { Kysely, Transaction } from 'kysely';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { Payer } from '../access/scope.ts';
import { anHourBefore } from '../demo/mail-demo-invoice.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { startAttempt } from '../payments/start-attempt.ts';
import { startDraft } from '../payments/start-draft.ts';
import type { SeededInvoice } from './seed-history.ts';
import type { SeedMerchant } from './seed-merchant.ts';
import type { Database } from './tables.ts';

/** The published number whose debit is on its way for ever. */
const slowDebit = { kind: 'sandbox_debit', iban: 'NL91ABNA0417164300' } as const;

type Invoices = readonly SeededInvoice[];

/** The mails of the demo, to be sent once the server is there; the one that is opened first stays on top of the mailbox. */
export async function queueMails(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'jobs'>,
  merchant: SeedMerchant,
  invoices: Invoices,
): Promise<void> {
  for (const invoice of inRole(invoices, 'opened_first', 'mailed', 'being_paid')) {
    const { contactId } = await payerOf(trx, merchant, invoice);
    const mail = { documentId: invoice.invoiceId, contactId, isLast: invoice.planned.role === 'opened_first' };
    await deps.jobs.enqueue(trx, 'mail-demo-invoice', { merchantId: merchant.scope.merchantId, ...mail });
  }
}

/** What happens on the day itself, as it does in life: a payment is recorded, one is on its way. */
export async function actToday(deps: Deps, merchant: SeedMerchant, invoices: Invoices): Promise<void> {
  const before = { ...deps, clock: anHourBefore(deps.clock) };
  for (const invoice of inRole(invoices, 'paid_today')) await recordTransfer(before, merchant, invoice);
  if (deps.providers.has('sandbox')) {
    for (const invoice of inRole(invoices, 'being_paid')) await startDebit(deps, merchant, invoice);
  }
}

function inRole(invoices: Invoices, ...roles: SeededInvoice['planned']['role'][]): SeededInvoice[] {
  return invoices.filter(({ planned }) => planned.role && roles.includes(planned.role));
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
  const payer = await payerOf(deps.db, merchant, invoice);
  const { draftId } = await startDraft(deps, payer, {
    invoiceIds: [invoice.invoiceId],
    expectedTotalMinor: amountMinor,
  });
  const attempt = { attemptId: deps.random.uuid(), input: slowDebit };
  await startAttempt(deps, payer, draftId, { ...attempt, origin: deps.config.publicUrl, language: 'en' });
}

/** The first contact of the customer, signed in. */
async function payerOf(
  db: Kysely<Database>,
  { scope: { merchantId }, customerIds }: SeedMerchant,
  { planned }: SeededInvoice,
): Promise<Payer> {
  const customerId = customerIds.get(planned.customer) ?? '';
  const { id: contactId } = await db
    .selectFrom('contacts')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('customer_id', '=', customerId)
    .where('email', '=', planned.customer.contacts[0].email)
    .executeTakeFirstOrThrow();
  const reader = { merchantId, customerIds: [customerId], onlyDocumentId: null };
  return { reader, principal: `contact:${contactId}`, contactId, linkLevel: null };
}

async function owedToday(deps: Deps, merchant: SeedMerchant, { planned, invoiceId }: SeededInvoice) {
  const facts = (await findInvoiceFacts(deps.db, merchant.scope, [invoiceId])).get(invoiceId);
  if (!facts) throw new Error(`invoice ${invoiceId} is not there`);
  const { amountDueMinor, currency } = calculateAmountDue(facts, deps.clock.today(planned.entity.timeZone));
  return { amountMinor: amountDueMinor, currency };
}
