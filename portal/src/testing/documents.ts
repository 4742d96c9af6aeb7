import type { Calculation } from '@quittance/shared/calculation.ts';
import type { DocumentDetail, DocumentSummary, EntityView } from '@quittance/shared/customer-view.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { Landing } from '@quittance/shared/landing.ts';
import type { TransferInstructions } from '@quittance/shared/payment.ts';

// One believable invoice, overdue, with a credit note, a part payment and late charges. Tests change what they are about.

export const entity: EntityView = {
  slug: 'linden',
  name: 'Linden Interiors',
  legalName: 'Linden Interiors BV, Vrijdagmarkt 12, 9000 Gent',
  email: 'invoices@linden.example',
  phone: '+32 9 555 01 20',
  website: null,
  accent: '#1d6b57',
  accentDark: null,
  logoUrl: null,
  iconUrl: null,
  legalFooter: 'RPR Gent 0403.019.261',
};

export const summary: DocumentSummary = {
  id: '0198b5a2-1111-7000-8000-000000000001',
  kind: 'invoice',
  number: 'F-2026-0187',
  entityName: entity.name,
  customerName: 'Bakkerij De Smet BV',
  issueDate: '2026-09-30',
  dueDate: '2026-10-30',
  currency: 'EUR',
  payableMinor: 206_426,
  amountDueMinor: 105_690,
  unallocatedMinor: 0,
  status: 'overdue',
  daysOverdue: 12,
  paidDate: null,
};

export const calculation: Calculation = {
  asOfDate: '2026-11-11',
  currency: 'EUR',
  entries: [
    { kind: 'invoice', date: '2026-09-30', amountMinor: 206_426 },
    {
      kind: 'credit_note',
      date: '2026-10-12',
      number: 'C-2026-0031',
      documentId: '0198b5a2-1111-7000-8000-000000000002',
      amountMinor: -5_203,
    },
    { kind: 'payment', date: '2026-10-28', method: 'transfer', amountMinor: -100_000 },
    {
      kind: 'late_charge',
      status: 'charged',
      amountMinor: 4_000,
      line: {
        kind: 'once',
        code: 'indemnity',
        date: '2026-10-31',
        baseMinor: 101_223,
        plusMinor: 4_000,
        percent: null,
        overMinor: 0,
        limit: null,
        beforeLimitMinor: null,
        amountMinor: 4_000,
        because: [{ event: 'due', date: '2026-10-30', days: 1, reachedDate: '2026-10-31' }],
        rule: { policy: 'be-b2b@1', charge: 0, law: 'Law of 2 August 2002, art. 6' },
      },
    },
    {
      kind: 'late_charge',
      status: 'accrued',
      amountMinor: 467,
      line: {
        kind: 'interest',
        code: 'interest',
        fromDate: '2026-10-31',
        toDate: '2026-11-11',
        days: 12,
        baseMinor: 101_223,
        baseExact: null,
        baseFrom: ['invoice', 'credit_note:2026-10-12', 'payment:2026-10-28'],
        ratePercent: '14.00',
        per: 'year',
        rateParts: [],
        counted: 12,
        divisor: 365,
        dailyMinor: null,
        endedBy: 'as_of',
        amountMinor: 467,
        rule: { policy: 'be-b2b@1', charge: 1, law: 'Law of 2 August 2002, art. 5' },
      },
    },
  ],
  amountDueMinor: 105_690,
  notDue: [],
  accruedMinor: 467,
  unknownRates: [],
  pendingMinor: 0,
};

export const content: DocumentContent = {
  kind: 'invoice',
  number: summary.number,
  issueDate: summary.issueDate,
  dueDate: summary.dueDate,
  currency: 'EUR',
  seller: {
    name: 'Linden Interiors BV',
    tradingName: 'Linden Interiors',
    vatNumber: 'BE0403019261',
    registrationNumber: '0403019261',
    endpoint: null,
    address: { lines: ['Vrijdagmarkt 12'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' },
    contactName: null,
    email: 'invoices@linden.example',
    phone: null,
  },
  buyer: {
    name: summary.customerName,
    tradingName: null,
    vatNumber: 'BE0202239951',
    registrationNumber: null,
    endpoint: null,
    address: { lines: ['Kerkstraat 4'], city: 'Aalst', postalCode: '9300', region: null, country: 'BE' },
    contactName: 'Jan De Smet',
    email: 'jan@bakkerij.example',
    phone: null,
  },
  buyerReference: 'Filiaal Aalst',
  orderReference: 'PO-4471',
  paymentReference: '+++090/9337/55493+++',
  paymentTerms: '30 days from the invoice date.',
  transfers: [{ iban: 'BE71096123456769', bic: 'GKCCBEBB', accountName: 'Linden Interiors BV' }],
  notes: ['Thank you for your order.'],
  periodStartDate: null,
  periodEndDate: null,
  deliveryDate: '2026-09-28',
  precedingInvoices: [],
  lines: [
    {
      lineId: '1',
      name: 'Oak counter, made to measure',
      description: 'Oiled, 240 × 60 cm',
      note: null,
      quantity: '1',
      unitCode: 'C62',
      unitPrice: '1240.00',
      priceBaseQuantity: null,
      netMinor: 124_000,
      vatCategory: 'S',
      vatRate: '21.00',
    },
    {
      lineId: '2',
      name: 'Fitting on site',
      description: null,
      note: null,
      quantity: '6.5',
      unitCode: 'HUR',
      unitPrice: '58.00',
      priceBaseQuantity: null,
      netMinor: 37_700,
      vatCategory: 'S',
      vatRate: '21.00',
    },
    {
      lineId: '3',
      name: 'Delivery',
      description: null,
      note: null,
      quantity: '48',
      unitCode: 'KMT',
      unitPrice: '1.8750',
      priceBaseQuantity: null,
      netMinor: 9_000,
      vatCategory: 'S',
      vatRate: '21.00',
    },
  ],
  allowanceCharges: [{ kind: 'allowance', reason: null, amountMinor: 100, vatCategory: 'S', vatRate: '21.00' }],
  taxSubtotals: [
    { taxableMinor: 170_600, taxMinor: 35_826, vatCategory: 'S', vatRate: '21.00', exemptionReason: null },
  ],
  totals: {
    linesNetMinor: 170_700,
    allowancesMinor: 100,
    chargesMinor: 0,
    taxExclusiveMinor: 170_600,
    taxMinor: 35_826,
    taxInclusiveMinor: 206_426,
    prepaidMinor: 0,
    roundingMinor: 0,
    payableMinor: 206_426,
  },
};

export const transfer: TransferInstructions = {
  accountName: 'Linden Interiors BV',
  iban: 'BE71096123456769',
  bic: 'GKCCBEBB',
  reference: 'RF18 F202 6018 7',
  epc: 'BCD\n002\n1\nSCT\nGKCCBEBB\nLinden Interiors BV\nBE71096123456769\nEUR1056.90\n\nRF18F20260187',
};

const aPayment = { id: '0198b5a2-1111-7000-8000-000000000003', method: 'transfer', hasReceipt: true, wentBack: [] };

export const detail: DocumentDetail = {
  summary,
  entity,
  content,
  calculation,
  related: [
    { id: '0198b5a2-1111-7000-8000-000000000002', kind: 'credit_note', number: 'C-2026-0031', amountMinor: 5_203 },
  ],
  payments: [{ ...aPayment, receivedDate: '2026-10-28', amountMinor: 100_000 }],
  files: [
    { id: '0198b5a2-1111-7000-8000-000000000004', role: 'original', fileName: 'F-2026-0187.xml', sizeBytes: 9_812 },
    { id: '0198b5a2-1111-7000-8000-000000000005', role: 'pdf', fileName: 'F-2026-0187.pdf', sizeBytes: 61_204 },
  ],
  customerReference: null,
  canPay: true,
};

const link = '/i/inv1_example';

export const landing: Landing = {
  level: 'document',
  language: 'en',
  entity,
  maskedEmail: 'j***@bakkerij.example',
  paths: {
    page: '/i/inv1_example',
    pdf: `${link}/pdf`,
    zip: `${link}/zip`,
    calendar: `${link}/calendar`,
    original: `${link}/original`,
    calculation: `${link}/calculation`,
    calculationPdf: `${link}/calculation/pdf`,
    receipts: `${link}/receipts`,
    pay: `${link}/pay`,
    signIn: `${link}/sign-in`,
    seen: `${link}/seen`,
  },
  detail,
  transfer,
};
