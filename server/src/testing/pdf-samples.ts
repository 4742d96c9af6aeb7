import { encode } from 'fast-png';
import type { DocumentContent, Party } from '@quittance/shared/document.ts';
import type { AccountStatement, StatementEntry } from '@quittance/shared/statement.ts';
import { logoOnPaper } from '../documents/pdf-logo.ts';
import type { SourceFile } from '../documents/pdf-source.ts';
import { pdfWordingOf } from '../documents/pdf-wording.ts';
import { renderCalculationPdf } from '../documents/render-calculation-pdf.ts';
import { renderDocumentPdf } from '../documents/render-pdf.ts';
import { transferInstructions } from '../payments/transfer-instructions.ts';
import { renderReceiptPdf } from '../payments/render-receipt-pdf.ts';
import { renderStatementPdf } from '../statements/render-statement-pdf.ts';

// One of each kind of paper, as long as they usually are: two pages of an invoice and a statement, one of the others.

export type SampleKind = keyof typeof samples;

export const samples = {
  invoice: (language: string, source: SourceFile | null = sampleSource, changed: Partial<DocumentContent> = {}) =>
    renderDocumentPdf({
      content: { ...content, ...changed },
      brand: brand(),
      transfer: transferOf(content),
      languages: [language],
      source,
    }),
  'credit note': (language: string) => {
    const credited = { ...content, kind: 'credit_note' as const, dueDate: null, precedingInvoices: ['2026-0041'] };
    const short = { ...credited, number: 'C-2026-0007', lines: content.lines.slice(0, 4) };
    return renderDocumentPdf({ content: short, brand: brand(), transfer: null, languages: [language], source: null });
  },
  receipt: (language: string) =>
    renderReceiptPdf({
      payment: {
        ...scope,
        method: 'card',
        last4: '4242',
        amountMinor: 125_000,
        currency,
        receivedDate: '2026-04-03',
        draftId: null,
      },
      reference: '+++012/3456/78939+++',
      parts: [
        { invoiceId: 'i1', number: '2026-0042', issueDate: '2026-03-02', amountMinor: 121_000, lateChargesMinor: 0 },
        { invoiceId: 'i2', number: '2026-0039', issueDate: '2026-02-02', amountMinor: 3_000, lateChargesMinor: 1_250 },
      ],
      credits: [],
      reversals: [{ kind: 'refund', date: '2026-04-09', amountMinor: 25_000 }],
      parties,
      brand: brand(),
      wording: pdfWordingOf([language], currency),
    }),
  statement: (language: string) =>
    renderStatementPdf({ statement, parties, brand: brand(), wording: pdfWordingOf([language], currency) }),
  calculation: (language: string) =>
    renderCalculationPdf({
      content,
      asOfDate: '2026-05-01',
      brand: brand(),
      wording: pdfWordingOf([language], currency),
      text: {
        asOf: 'as of 1 May 2026',
        rows: [
          { title: 'Invoice 2026-0042', details: [], amount: '€1,210.00' },
          { title: 'Interest', details: ['30 days at 10.15 %', '€1,210.00 × 10.15 % × 30 / 365'], amount: '€10.09' },
          { title: 'Fixed sum for recovery costs', details: ['Directive 2011/7/EU, article 6'], amount: '€40.00' },
        ],
        total: { label: 'Amount due', amount: '€1,260.09' },
        notes: ['Interest grows by about €0.34 each day.'],
        notDue: [{ title: 'Compensation', details: ['only after a reminder'] }],
      },
    }),
};

const currency = 'EUR';
const scope = {
  id: '0198c0de-0000-7000-8000-000000000001',
  customerId: '0198c0de-0000-7000-8000-000000000002',
  entityId: '0198c0de-0000-7000-8000-000000000003',
};

export const sampleSource = {
  fileName: 'Facture 2026-0042 été.xml',
  mediaType: 'application/xml',
  bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><Invoice>${'<Note>Merci</Note>'.repeat(300)}</Invoice>`),
};

function partyOf(name: string, lines: string[], city: string, postalCode: string, country: string): Party {
  return {
    name,
    tradingName: null,
    vatNumber: `${country}0123456749`,
    registrationNumber: null,
    endpoint: null,
    address: { lines, city, postalCode, region: null, country },
    contactName: 'Zoë Kovačević',
    email: 'invoices@example.com',
    phone: '+32 9 123 45 67',
  };
}

/** A number of its own for each line, as sums are said once and prices differ. */
const content: DocumentContent = {
  kind: 'invoice',
  number: '2026-0042',
  issueDate: '2026-03-02',
  dueDate: '2026-04-01',
  currency,
  seller: partyOf('Noorderlicht & Zonen BV', ['Kaai 12'], 'Gent', '9000', 'BE'),
  buyer: partyOf('Żółw i Ćma Sp. z o.o.', ['ul. Świętokrzyska 3', 'Δωμάτιο 2'], 'Łódź', '90-001', 'PL'),
  lines: Array.from({ length: 24 }, (_, index) => ({
    lineId: `${index + 1}`,
    name: `Mooring lamp ${['brass', 'chrome', 'galvanised steel'][index % 3]}, ${10 + index} W`,
    description: index % 2 === 0 ? 'With fixtures, a cable of three metres and a year of care' : null,
    note: null,
    quantity: `${1 + (index % 5)}`,
    unitCode: index % 4 === 0 ? 'HUR' : 'C62',
    unitPrice: (19.5 + index).toFixed(2),
    priceBaseQuantity: null,
    netMinor: (1 + (index % 5)) * (1_950 + 100 * index),
    vatCategory: 'S',
    vatRate: '21',
  })),
  taxSubtotals: [{ taxableMinor: 223_900, taxMinor: 47_019, vatCategory: 'S', vatRate: '21', exemptionReason: null }],
  totals: {
    linesNetMinor: 223_900,
    allowancesMinor: 0,
    chargesMinor: 0,
    taxExclusiveMinor: 223_900,
    taxMinor: 47_019,
    taxInclusiveMinor: 270_919,
    prepaidMinor: 0,
    roundingMinor: 0,
    payableMinor: 270_919,
  },
  buyerReference: 'Zamówienie 17',
  orderReference: 'PO-2026-17',
  paymentReference: '+++090/9337/55493+++',
  paymentTerms: '30 days after the date of the invoice.',
  transfers: [{ iban: 'BE68539007547034', bic: 'KREDBEBB', accountName: 'Noorderlicht BV' }],
  notes: ['Thank you for your order. Ευχαριστούμε. Дякуємо.'],
  periodStartDate: null,
  periodEndDate: null,
  deliveryDate: '2026-02-27',
  precedingInvoices: [],
  allowanceCharges: [],
};

const parties = { seller: content.seller, buyer: content.buyer };

function transferOf({ transfers, totals, paymentReference, number }: DocumentContent) {
  const entity = { legalName: 'Noorderlicht BV', iban: null, bic: null, accountName: null };
  const reference = paymentReference ?? number;
  return transferInstructions({
    documentTransfers: transfers,
    entity,
    reference,
    amountMinor: totals.payableMinor,
    currency,
  });
}

const entries = Array.from({ length: 30 }, (_, index): StatementEntry => {
  const date = `2026-0${1 + Math.floor(index / 10)}-${String(1 + 2 * (index % 10)).padStart(2, '0')}`;
  const balance = { date, amountMinor: 12_100, balanceMinor: 12_100 * (1 + (index % 2)) };
  if (index % 2 === 1)
    return { kind: 'payment', ...balance, amountMinor: -12_100, method: 'transfer', paidNumbers: [] };
  return { kind: 'invoice', ...balance, documentId: scope.id, number: `2026-${1000 + index}`, dueDate: '2026-04-01' };
});

const statement: AccountStatement = {
  customer: { id: scope.customerId, name: content.buyer.name },
  entity: { id: scope.entityId, name: content.seller.name },
  fromDate: '2026-01-01',
  toDate: '2026-03-31',
  currency,
  openingMinor: 12_100,
  entries,
  closingMinor: 12_100,
  dueMinor: 12_100,
  ageing: { notDueMinor: 12_100, days1To30Minor: 0, days31To60Minor: 0, days61To90Minor: 0, over90DaysMinor: 0 },
  creditMinor: 0,
};

/** As `branding` keeps one: at most 800 pixels wide, with transparent corners. */
const logo = logoOnPaper(
  encode({
    width: 640,
    height: 160,
    channels: 4,
    data: Uint8Array.from({ length: 640 * 160 * 4 }, (_, at) => {
      const [x, y] = [(at >> 2) % 640, Math.floor((at >> 2) / 640)];
      const isInside = (x + y) % 160 < 120;
      return [26, 127 - (y >> 1), 90 + (x >> 3), isInside ? 255 : 0][at % 4] ?? 0;
    }),
  }),
);

function brand() {
  const legalFooter = 'Noorderlicht & Zonen BV · Kaai 12 · 9000 Gent · BTW BE0123456749 · RPR Gent';
  return { name: 'Noorderlicht', accent: '#1a7f5a', legalFooter, logo };
}
