import type { Transaction } from 'kysely';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { type InvoiceFacts, outstandingPrincipalMinor } from '@quittance/shared/invoice-facts.ts';
import { percentOfMinor } from '@quittance/shared/late-charge/percent.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import type { ReadFile } from '../imports/document-files.ts';
import { importDocument } from '../imports/import-document.ts';
import { bookPayment } from '../payments/book-payment.ts';
import { reversePayment } from '../payments/reverse-payment.ts';
import type { PlannedInvoice, PlannedPayment, PlannedStep } from './seed-invoice.ts';
import type { SeedMerchant } from './seed-merchant.ts';
import type { SeedFile, WrittenInvoice } from './seed-numbers.ts';
import type { Database } from './tables.ts';

type HistoryDeps = Pick<Deps, 'files' | 'ublPool'>;
type DayDeps = Pick<Deps, 'files' | 'clock'>;
type Trx = Transaction<Database>;
type Readings = ReadonlyMap<SeedFile, Promise<ReadFile>>;

/** An invoice of the plan as it stands in the database. */
export type SeededInvoice = {
  planned: PlannedInvoice;
  invoiceId: string;
  lastPayment: { paymentId: string; amountMinor: number } | null;
};

/** The year day by day, by the use cases that do it in life, each with the clock of its day. */
export async function writeHistory(
  trx: Trx,
  deps: HistoryDeps,
  merchant: SeedMerchant,
  invoices: readonly WrittenInvoice[],
): Promise<SeededInvoice[]> {
  const seeded: SeededInvoice[] = [];
  const readings = readFiles(deps, invoices);
  const deeds = invoices.flatMap(({ planned, file, credits }) => {
    const invoice: SeededInvoice = { planned, invoiceId: '', lastPayment: null };
    seeded.push(invoice);
    const issue = async (day: DayDeps) => {
      invoice.invoiceId = await importFile(trx, day, merchant, readings.get(file));
    };
    const steps = planned.steps.map((step) => ({
      date: step.date,
      run: async (day: DayDeps) => {
        const creditFile = credits.get(step);
        if (creditFile) await importFile(trx, day, merchant, readings.get(creditFile));
        await takeStep(trx, day, merchant, invoice, step);
      },
    }));
    return [{ date: planned.issueDate, run: issue }, ...steps];
  });
  // What happens to one invoice on one day stays in its order: the sort is stable.
  for (const { date, run } of deeds.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))) {
    await run({ files: deps.files, clock: { now: () => noon(date), today: () => date } });
  }
  return seeded;
}

/** Read by the threads that read imports in life, and stored, while the first of them are booked already. */
function readFiles(deps: HistoryDeps, invoices: readonly WrittenInvoice[]): Readings {
  const files = invoices.flatMap(({ file, credits }) => [file, ...credits.values()]);
  const readings = new Map<SeedFile, Promise<ReadFile>>();
  for (const file of files) {
    const reading = readFile(deps, file);
    // What is wrong with it is told when it is its turn.
    reading.catch(() => undefined);
    readings.set(file, reading);
  }
  return readings;
}

async function readFile(deps: HistoryDeps, file: SeedFile): Promise<ReadFile> {
  await deps.files.put(file.bytes);
  const reading = await deps.ublPool.read(file.bytes);
  if (!reading.ok) throw new Error(`the demo file ${file.fileName} is not valid: ${JSON.stringify(reading.refusals)}`);
  return { ...file, document: reading.document, attachments: reading.attachments, notes: [] };
}

async function importFile(
  trx: Trx,
  deps: DayDeps,
  merchant: SeedMerchant,
  reading: Promise<ReadFile> | undefined,
): Promise<string> {
  const file = await reading;
  if (!file) throw new Error('a demo file was not read');
  const imported = await importDocument(trx, deps, merchant.scope, file);
  if (imported.outcome !== 'imported') throw new Error(`the demo file ${file.fileName} is ${imported.outcome}`);
  return imported.documentId;
}

async function takeStep(
  trx: Trx,
  deps: DayDeps,
  merchant: SeedMerchant,
  invoice: SeededInvoice,
  step: PlannedStep,
): Promise<void> {
  switch (step.kind) {
    case 'pay':
      invoice.lastPayment = await pay(trx, deps, merchant, invoice, step);
      return;
    case 'return':
      if (!invoice.lastPayment) throw new Error('there is no payment to return');
      await reversePayment(trx, deps, {
        ...merchant.scope,
        kind: 'returned',
        providerReference: `demo-return-${invoice.invoiceId}`,
        reversedDate: step.date,
        ...invoice.lastPayment,
      });
      return;
    case 'dispute':
      await mark(trx, merchant, invoice, { disputed_at: noon(step.date) });
      return;
    case 'void':
      await mark(trx, merchant, invoice, { voided_at: noon(step.date) });
      return;
    case 'credit':
  }
}

async function pay(trx: Trx, deps: DayDeps, merchant: SeedMerchant, invoice: SeededInvoice, step: PlannedPayment) {
  const { scope, entityIds, customerIds } = merchant;
  const { planned, invoiceId } = invoice;
  const facts = (await findInvoiceFacts(trx, scope, [invoiceId])).get(invoiceId);
  const [entityId, customerId] = [entityIds.get(planned.entity), customerIds.get(planned.customer)];
  if (!facts || !entityId || !customerId) throw new Error(`invoice ${invoiceId} is not there`);
  const amountMinor = amountOf(facts, step) + (step.tooMuchMinor ?? 0);
  const isTransfer = step.method === 'transfer';
  const { paymentId } = await bookPayment(trx, deps, {
    ...scope,
    entityId,
    customerId,
    provider: isTransfer ? 'bank' : 'sandbox',
    providerReference: `demo-${invoiceId}`,
    method: step.method,
    amountMinor,
    currency: facts.invoice.currency,
    receivedDate: step.date,
    effectiveDate: step.date,
    allocations: [{ invoiceId, amountMinor, lateChargesMinor: null }],
    attemptId: null,
    note: null,
  });
  return { paymentId, amountMinor };
}

function amountOf(facts: InvoiceFacts, { amount, date }: PlannedPayment): number {
  if (amount === 'due') return calculateAmountDue(facts, date).amountDueMinor;
  if (amount === 'principal') return outstandingPrincipalMinor(facts);
  return percentOfMinor(facts.invoice.payableMinor, String(amount.percent));
}

async function mark(
  trx: Trx,
  { scope: { merchantId } }: SeedMerchant,
  { invoiceId }: SeededInvoice,
  decision: { disputed_at: Date } | { voided_at: Date },
): Promise<void> {
  await trx
    .updateTable('documents')
    .set(decision)
    .where('merchant_id', '=', merchantId)
    .where('id', '=', invoiceId)
    .execute();
}

function noon(date: CalendarDate): Date {
  return new Date(`${date}T12:00:00Z`);
}
