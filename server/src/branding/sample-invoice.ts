import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentDetail, EntityView } from '@quittance/shared/customer-view.ts';
import type { DocumentContent, Party } from '@quittance/shared/document.ts';
import type { PreviewWords } from './preview-wording.ts';

export type SampleInvoice = { seller: Party; view: EntityView; words: PreviewWords; today: CalendarDate };

const number = '2026-0042';
const currency = 'EUR';
const lineMinors = [96_000, 4_000] as const;
const netMinor = 100_000;
const taxMinor = 21_000;
const payableMinor = netMinor + taxMinor;
const nobody = '00000000-0000-7000-8000-000000000000';

/** An invoice that nobody owes, as the pages show it. */
export function sampleInvoice(sample: SampleInvoice): DocumentDetail {
  const { view, words, today } = sample;
  const content = contentOf(sample);
  return {
    summary: {
      id: nobody,
      kind: 'invoice',
      number,
      entityName: view.name,
      customerName: words.customer,
      issueDate: content.issueDate,
      dueDate: content.dueDate ?? today,
      currency,
      payableMinor,
      amountDueMinor: payableMinor,
      lateChargesMinor: 0,
      unallocatedMinor: 0,
      status: 'open',
      daysOverdue: -dueInDays,
      paidDate: null,
      disputedDate: null,
    },
    entity: view,
    content,
    customerReference: null,
    calculation: {
      asOfDate: today,
      currency,
      entries: [{ kind: 'invoice', date: content.issueDate, amountMinor: payableMinor }],
      amountDueMinor: payableMinor,
      notDue: [],
      accruedMinor: 0,
      pendingMinor: 0,
      unknownRates: [],
    },
    related: [],
    payments: [],
    files: [],
    canPay: true,
    payPause: null,
    transfer: null,
  };
}

const dueInDays = 14;

function contentOf({ seller, words, today }: SampleInvoice): DocumentContent {
  return {
    kind: 'invoice',
    number,
    issueDate: addDays(today, -16),
    dueDate: addDays(today, dueInDays),
    currency,
    seller,
    buyer: { ...emptyParty, name: words.customer },
    lines: words.lines.map((name, index) => lineOf(`${index + 1}`, name, lineMinors[index] ?? 0)),
    taxSubtotals: [{ taxableMinor: netMinor, taxMinor, vatCategory: 'S', vatRate: '21', exemptionReason: null }],
    totals: {
      linesNetMinor: netMinor,
      allowancesMinor: 0,
      chargesMinor: 0,
      taxExclusiveMinor: netMinor,
      taxMinor,
      taxInclusiveMinor: payableMinor,
      prepaidMinor: 0,
      roundingMinor: 0,
      payableMinor,
    },
    buyerReference: null,
    orderReference: null,
    paymentReference: null,
    paymentTerms: null,
    transfers: [],
    notes: [],
    periodStartDate: null,
    periodEndDate: null,
    deliveryDate: null,
    precedingInvoices: [],
    allowanceCharges: [],
  };
}

export const emptyParty: Party = {
  name: '',
  tradingName: null,
  vatNumber: null,
  registrationNumber: null,
  endpoint: null,
  address: { lines: [], city: null, postalCode: null, region: null, country: null },
  contactName: null,
  email: null,
  phone: null,
};

function lineOf(lineId: string, name: string, lineMinor: number): DocumentContent['lines'][number] {
  return {
    lineId,
    name,
    description: null,
    note: null,
    quantity: '1',
    unitCode: 'C62',
    unitPrice: (lineMinor / 100).toFixed(2),
    priceBaseQuantity: null,
    netMinor: lineMinor,
    vatCategory: 'S',
    vatRate: '21',
  };
}
