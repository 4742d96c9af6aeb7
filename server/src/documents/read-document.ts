import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import type { AmountDue, Calculation } from '@quittance/shared/calculation.ts';
import type { DocumentDetail, DocumentSummary, PayPause } from '@quittance/shared/customer-view.ts';
import {
  canBePaid,
  daysOverdue,
  deriveCreditNoteStatus,
  deriveStatus,
  paidDate,
} from '@quittance/shared/document-status.ts';
import { type InvoiceFacts, outstandingPrincipalMinor } from '@quittance/shared/invoice-facts.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import { notDueCharges } from '@quittance/shared/not-due-charges.ts';
import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';
import { principalOf, type MerchantKey, type PrincipalScope, type ReaderScope } from '../access/scope.ts';
import { findEntity, type EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findLockEnd } from '../payments/payment-lock-queries.ts';
import { transferInstructions } from '../payments/transfer-instructions.ts';
import { findDocument, listDocumentFiles, type DocumentRow } from './document-queries.ts';
import { listCreditNotesOfInvoice, listInvoicesOfCreditNote, listPaymentsOfInvoice } from './related-queries.ts';
import { type CreditNoteStanding, findCreditNoteStandings, findInvoiceFacts } from './standing-queries.ts';

type ReadDeps = Pick<Deps, 'db' | 'clock'>;

/** Everything a page says about one document; refuses with `not_found` what this reader may not know of. */
export async function getDocumentDetail(
  deps: ReadDeps,
  reader: ReaderScope | PrincipalScope,
  documentId: string,
): Promise<DocumentDetail> {
  const document = await findDocument(deps.db, reader, documentId);
  if (!document) throw new AppError('not_found');
  const isInvoice = document.kind === 'invoice';
  const [entity, { summary, calculation }, related, payments, files] = await Promise.all([
    findEntity(deps.db, reader, document.entityId),
    getCalculatedStanding(deps, reader, document),
    isInvoice
      ? listCreditNotesOfInvoice(deps.db, reader, document)
      : listInvoicesOfCreditNote(deps.db, reader, documentId),
    isInvoice ? listPaymentsOfInvoice(deps.db, reader, documentId) : [],
    listDocumentFiles(deps.db, reader, documentId),
  ]);
  if (!entity) throw new Error(`document ${documentId} has no entity`);
  const canPay = isInvoice && canBePaid(summary);
  return {
    summary,
    entity: entity.view,
    content: document.content,
    customerReference: document.customerReference,
    calculation,
    // A link opens its own document and no other.
    related: reader.onlyDocumentId ? [] : related,
    payments,
    files: files.flatMap(({ id, role, fileName, sizeBytes }) =>
      role === 'preview' ? [] : [{ id, role, fileName, sizeBytes }],
    ),
    canPay,
    payPause: canPay && 'contactId' in reader ? await findPause(deps, reader, document) : null,
    transfer: canPay ? transferOf(document.content, entity, summary.amountDueMinor) : null,
  };
}

async function findPause(
  { db }: ReadDeps,
  reader: PrincipalScope,
  { timeZone, customerId }: DocumentRow,
): Promise<PayPause | null> {
  const until = await findLockEnd(db, { merchantId: reader.merchantId, principal: principalOf(reader), customerId });
  return until && { until: until.toISOString(), timeZone };
}

function transferOf(content: DocumentContent, entity: EntityProfile, amountMinor: number): TransferInstructions | null {
  return transferInstructions({
    documentTransfers: content.transfers,
    entity: { ...entity, legalName: entity.view.legalName },
    reference: content.paymentReference ?? content.number,
    amountMinor,
    currency: content.currency,
  });
}

/** How one document stands today, with how that comes about and what is added to it later. */
export async function getCalculatedStanding(
  deps: ReadDeps,
  scope: MerchantKey,
  document: DocumentRow,
): Promise<{ summary: DocumentSummary; calculation: Calculation }> {
  const standing = (await findStandings(deps, scope, [document])).get(document.id);
  if (!standing) throw new Error(`document ${document.id} has no standing`);
  const { summary, amountDue, facts } = standing;
  const notDue = facts ? notDueCharges(facts, amountDue.asOfDate) : [];
  return { summary, calculation: { ...amountDue, notDue } };
}

/** `facts` are null of a credit note. */
type Standing = { summary: DocumentSummary; amountDue: AmountDue; facts: InvoiceFacts | null };

/** How each document stands today, where its entity is. */
export async function findStandings(
  deps: ReadDeps,
  scope: MerchantKey,
  documents: readonly DocumentRow[],
): Promise<Map<string, Standing>> {
  const idsOf = (kind: DocumentRow['kind']) => documents.filter((each) => each.kind === kind).map(({ id }) => id);
  const [facts, creditNotes] = await Promise.all([
    findInvoiceFacts(deps.db, scope, idsOf('invoice')),
    findCreditNoteStandings(deps.db, scope, idsOf('credit_note')),
  ]);
  return new Map(
    documents.map((document) => {
      const today = deps.clock.today(document.timeZone);
      const invoice = facts.get(document.id);
      if (invoice) return [document.id, invoiceStanding(document, invoice, today)];
      const creditNote = creditNotes.get(document.id);
      if (!creditNote) throw new Error(`document ${document.id} has no standing`);
      return [document.id, creditNoteStanding(document, creditNote, today)];
    }),
  );
}

function invoiceStanding(document: DocumentRow, facts: InvoiceFacts, today: string): Standing {
  const amountDue = calculateAmountDue(facts, today);
  const summary = {
    ...identityOf(document),
    amountDueMinor: amountDue.amountDueMinor,
    lateChargesMinor: Math.max(0, amountDue.amountDueMinor - outstandingPrincipalMinor(facts)),
    unallocatedMinor: 0,
    status: deriveStatus(facts, today),
    daysOverdue: daysOverdue(facts, today),
    paidDate: paidDate(facts),
    disputedDate: document.disputedAt && calendarDateAt(document.disputedAt, document.timeZone),
  };
  return { summary, amountDue, facts };
}

function creditNoteStanding(document: DocumentRow, creditNote: CreditNoteStanding, asOfDate: string): Standing {
  const { currency, issueDate: date, payableMinor: amountMinor } = document;
  const summary = {
    ...identityOf(document),
    amountDueMinor: 0,
    lateChargesMinor: 0,
    unallocatedMinor: creditNote.unallocatedMinor,
    status: deriveCreditNoteStatus(creditNote),
    daysOverdue: 0,
    paidDate: null,
    disputedDate: null,
  };
  const amountDue = {
    asOfDate,
    currency,
    entries: [
      { kind: 'invoice' as const, date, amountMinor },
      { kind: 'not_owed' as const, reason: 'credit' as const, amountMinor: -amountMinor },
    ],
    amountDueMinor: 0,
    accruedMinor: 0,
    unknownRates: [],
    pendingMinor: 0,
  };
  return { summary, amountDue, facts: null };
}

function identityOf(document: DocumentRow) {
  const { id, kind, number, entityName, customerName, issueDate, dueDate, currency, payableMinor } = document;
  return { id, kind, number, entityName, customerName, issueDate, dueDate, currency, payableMinor };
}
