import { readFileSync } from 'node:fs';
import { documentContentSchema } from '@quittance/shared/document.ts';
import { expect, test } from 'vitest';
import { readUbl } from './read-ubl.ts';
import type { UblReading } from './read-ubl.ts';

const invoice = fixture('invoice.xml');
const creditNote = fixture('credit-note.xml');

test('an invoice is read whole', () => {
  const { document, attachments, warnings } = accepted(read(invoice));
  expect(documentContentSchema.parse(document)).toEqual(document);
  expect(warnings).toEqual([]);
  expect(document).toMatchObject({
    kind: 'invoice',
    number: '2026-0147',
    issueDate: '2026-03-02',
    dueDate: '2026-04-01',
    currency: 'EUR',
    buyerReference: 'Workshop',
    orderReference: 'PO-88',
    paymentReference: '+++090/9337/55493+++',
    paymentTerms: '30 days net',
    transfers: [{ iban: 'BE68539007547034', bic: 'TRIOBEBB', accountName: 'Veloce Fietsen' }],
    notes: ['Thank you for riding with us.'],
    periodStartDate: '2026-02-01',
    periodEndDate: '2026-02-28',
    deliveryDate: '2026-02-27',
    precedingInvoices: ['2026-0099'],
    totals: {
      linesNetMinor: 59963,
      allowancesMinor: 2000,
      chargesMinor: 1250,
      taxExclusiveMinor: 59213,
      taxMinor: 11070,
      taxInclusiveMinor: 70283,
      prepaidMinor: 10000,
      roundingMinor: 2,
      payableMinor: 60285,
    },
    taxSubtotals: [
      { taxableMinor: 51713, taxMinor: 10860, vatCategory: 'S', vatRate: '21', exemptionReason: null },
      { taxableMinor: 3500, taxMinor: 210, vatCategory: 'S', vatRate: '6', exemptionReason: null },
      {
        taxableMinor: 4000,
        taxMinor: 0,
        vatCategory: 'E',
        vatRate: '0',
        exemptionReason: 'Insurance, Article 135(1)(a)',
      },
    ],
    allowanceCharges: [
      { kind: 'allowance', reason: 'Regular customer', amountMinor: 2000, vatCategory: 'S', vatRate: '21' },
      { kind: 'charge', reason: 'Freight', amountMinor: 1250, vatCategory: 'S', vatRate: '21.0' },
    ],
  });
  expect(attachments).toMatchObject([
    { fileName: '2026-0147.pdf', mediaType: 'application/pdf', description: 'The invoice as a page' },
  ]);
  expect(new TextDecoder().decode(attachments[0]?.bytes)).toMatch(/^%PDF-1\.7\n[^]*%%EOF\n$/);
});

test('the parties are told apart, and a local tax number is not taken for a VAT number', () => {
  const { document } = accepted(read(invoice));
  expect(document.seller).toEqual({
    name: 'Veloce Fietsen BV',
    tradingName: 'Veloce',
    vatNumber: 'BE0123456749',
    registrationNumber: '0123456749',
    endpoint: { scheme: '0208', value: '0123456749' },
    address: { lines: ['Kade 1', 'Hall B'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' },
    contactName: 'Accounts',
    email: 'accounts@veloce.example',
    phone: '+32 9 000 00 00',
  });
  expect(document.buyer).toMatchObject({
    name: 'Räder & Söhne GmbH',
    vatNumber: 'DE136695976',
    email: 'jana@raeder.example',
    phone: null,
  });

  const vatScheme = /<cac:PartyTaxScheme>\s*<cbc:CompanyID>BE[^]*?<\/cac:PartyTaxScheme>/.exec(invoice)?.[0] ?? '';
  const localOnly = changed(invoice, vatScheme, '');
  expect(accepted(read(localOnly)).document.seller.vatNumber).toBeNull();
});

test('a line keeps the decimals of its quantity and price', () => {
  expect(accepted(read(invoice)).document.lines[0]).toEqual({
    lineId: '1',
    name: 'Wheel set',
    description: 'Front and rear, with nuts',
    note: 'Frame number VL-4471',
    quantity: '3',
    unitCode: 'C62',
    unitPrice: '1833.3333',
    priceBaseQuantity: '10',
    netMinor: 52463,
    vatCategory: 'S',
    vatRate: '21.00',
  });
});

test('a credit note is read by its namespaces, whatever its prefixes', () => {
  expect(accepted(read(creditNote)).document).toMatchObject({
    kind: 'credit_note',
    number: 'CN-2026-0012',
    dueDate: '2026-03-31',
    currency: 'SEK',
    precedingInvoices: ['2026-0147'],
    transfers: [],
    lines: [{ name: 'Returned bell', quantity: '1', netMinor: 25000, vatCategory: 'O', vatRate: null }],
    taxSubtotals: [{ vatCategory: 'O', vatRate: null, exemptionReason: 'VATEX-EU-O' }],
    totals: { payableMinor: 25000, taxMinor: 0, prepaidMinor: 0 },
  });
});

test('an amount below zero is kept below zero', () => {
  const negative = creditNote
    .replaceAll('>250<', '>-250<')
    .replace('<b:CreditedQuantity unitCode="C62">1<', '<b:CreditedQuantity unitCode="C62">-1<');
  const positivePrice = negative.replace(
    '<b:PriceAmount currencyID="SEK">-250<',
    '<b:PriceAmount currencyID="SEK">250<',
  );
  expect(accepted(read(positivePrice)).document.totals.payableMinor).toBe(-25000);
});

test('a currency without minor units is read in whole units, and refuses fractions of them', () => {
  const yen = creditNote.replaceAll('SEK', 'JPY').replaceAll('>250<', '>250.00<');
  expect(accepted(read(yen)).document.totals.payableMinor).toBe(250);
  expect(rulesOf(read(yen.replaceAll('>250.00<', '>250.50<')))).toContain('CURRENCY');
});

test('a direct debit names no account to pay to', () => {
  const debit = invoice.replace('<cbc:PaymentMeansCode>58<', '<cbc:PaymentMeansCode>59<');
  expect(accepted(read(debit)).document.transfers).toEqual([]);
});

test('all that is wrong is said at once, each with its place and what to do', () => {
  const wrong = changed(
    changed(changed(invoice, '>702.83<', '>702.84<'), '>380<', '>381<'),
    '<cbc:ID>2026-0147</cbc:ID>',
    '',
  );
  const reading = read(wrong);
  expect(rulesOf(reading).toSorted()).toEqual(['BR-02', 'BR-CL-01', 'BR-CO-15', 'BR-CO-16']);
  const refusal = !reading.ok && reading.refusals.find(({ rule }) => rule === 'BR-CO-15');
  expect(refusal).toEqual({
    rule: 'BR-CO-15',
    element: '/Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
    message:
      'The total with VAT (BT-112) is 702.84, but 592.13 without VAT (BT-109) plus 110.70 VAT (BT-110) gives 702.83. Correct the amounts where the invoice was made.',
  });
});

test('a repeated element is named with its position', () => {
  const reading = read(changed(invoice, 'unitCode="HUR"', 'unitCode="hours"'));
  expect(!reading.ok && reading.refusals).toMatchObject([
    { rule: 'BR-CL-23', element: '/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity' },
  ]);
});

test('what the standard tolerates is taken as it stands, with a warning', () => {
  const cases: [from: string, to: string, rule: string][] = [
    ['>1833.3333<', '>1900<', 'LINE-NET'],
    ['>BE68 5390 0754 7034<', '>BE68 5390 0754 7035<', 'IBAN'],
    ['<cbc:TaxableAmount currencyID="EUR">517.13<', '<cbc:TaxableAmount currencyID="EUR">517.14<', 'BR-S-08'],
    ['JVBERi0', 'AAAARi0', 'BG-24'],
  ];
  for (const [from, to, rule] of cases) {
    const { warnings, document } = accepted(read(changed(invoice, from, to)));
    expect(warnings.map((warning) => warning.rule)).toContain(rule);
    expect(document.totals.payableMinor).toBe(60285);
  }
});

test('a file name of an attachment names no folder and nothing hidden', () => {
  const names: [written: string, read: string][] = [
    ['C:\\invoices\\march.pdf', 'march.pdf'],
    ['/etc/passwd', 'passwd'],
    ['..', 'attachment-1'],
    ['.bashrc', 'bashrc'],
    ['in\u202Evoice.pdf', 'invoice.pdf'],
    ['a&quot;b&lt;c.pdf', 'abc.pdf'],
  ];
  for (const [written, expected] of names) {
    const { attachments } = accepted(read(changed(invoice, '../invoices/2026-0147.pdf', written)));
    expect(attachments[0]?.fileName).toBe(expected);
  }
});

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

function read(text: string): UblReading {
  return readUbl(new TextEncoder().encode(text));
}

function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

function accepted(reading: UblReading): Extract<UblReading, { ok: true }> {
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusals, null, 2));
  return reading;
}

function rulesOf(reading: UblReading): string[] {
  return reading.ok ? [] : reading.refusals.map(({ rule }) => rule);
}
