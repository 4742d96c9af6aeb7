import type { Party } from '@quittance/shared/document.ts';
import { percentOfMinor } from '@quittance/shared/late-charge/percent.ts';
import { decimalText, sumMinor } from '@quittance/shared/money.ts';

/** What an accounting system would know of a document it writes to a file. */
export type UblDocument = {
  kind: 'invoice' | 'credit_note';
  number: string;
  issueDate: string;
  dueDate: string | null;
  currency: string;
  note: string | null;
  buyerReference: string | null;
  orderReference: string | null;
  precedingInvoices: readonly string[];
  seller: Party;
  buyer: Party;
  iban: string;
  bic: string;
  paymentReference: string;
  paymentTerms: string;
  lines: readonly UblLine[];
  /** Taken off the whole, before VAT; of the same VAT as the first line. */
  discount: { reason: string; amountMinor: number } | null;
  prepaidMinor: number;
};

export type UblLine = {
  name: string;
  description: string | null;
  /** Decimal text. */
  quantity: string;
  unitCode: string;
  priceMinor: number;
  netMinor: number;
  vat: UblVat;
};

export type UblVat = { category: string; percent: string; exemptionReason: string | null };

/** A file as EN 16931 has it, in UBL 2.1. */
export function writeUbl(document: UblDocument): Uint8Array {
  const root = document.kind === 'invoice' ? 'Invoice' : 'CreditNote';
  const oasis = 'urn:oasis:names:specification:ubl:schema:xsd';
  const namespaces = `xmlns="${oasis}:${root}-2" xmlns:cac="${oasis}:CommonAggregateComponents-2" xmlns:cbc="${oasis}:CommonBasicComponents-2"`;
  const parts = [head(document), parties(document), payment(document), totals(document), ...lines(document)];
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespaces}>\n${parts.join('\n')}\n</${root}>\n`,
  );
}

function head(document: UblDocument): string {
  const { kind, dueDate, orderReference } = document;
  const isInvoice = kind === 'invoice';
  return [
    text('CustomizationID', 'urn:cen.eu:en16931:2017'),
    text('ID', document.number),
    text('IssueDate', document.issueDate),
    isInvoice && dueDate && text('DueDate', dueDate),
    text(isInvoice ? 'InvoiceTypeCode' : 'CreditNoteTypeCode', isInvoice ? '380' : '381'),
    document.note && text('Note', document.note),
    text('DocumentCurrencyCode', document.currency),
    document.buyerReference && text('BuyerReference', document.buyerReference),
    orderReference && group('OrderReference', text('ID', orderReference)),
    ...document.precedingInvoices.map((number) =>
      group('BillingReference', group('InvoiceDocumentReference', text('ID', number))),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

function parties({ seller, buyer }: UblDocument): string {
  return group('AccountingSupplierParty', party(seller)) + group('AccountingCustomerParty', party(buyer));
}

function party(of: Party): string {
  const { address } = of;
  const [street, ...more] = address.lines;
  const contact = [
    of.contactName && text('Name', of.contactName),
    of.phone && text('Telephone', of.phone),
    of.email && text('ElectronicMail', of.email),
  ];
  return group(
    'Party',
    of.tradingName && group('PartyName', text('Name', of.tradingName)),
    group(
      'PostalAddress',
      street && text('StreetName', street),
      more.length > 0 && text('AdditionalStreetName', more.join(', ')),
      address.city && text('CityName', address.city),
      address.postalCode && text('PostalZone', address.postalCode),
      group('Country', text('IdentificationCode', address.country ?? '')),
    ),
    of.vatNumber && group('PartyTaxScheme', text('CompanyID', of.vatNumber), vatScheme),
    group(
      'PartyLegalEntity',
      text('RegistrationName', of.name),
      of.registrationNumber && text('CompanyID', of.registrationNumber),
    ),
    contact.some(Boolean) && group('Contact', ...contact),
  );
}

function payment(document: UblDocument): string {
  const account = group(
    'PayeeFinancialAccount',
    text('ID', document.iban),
    text('Name', document.seller.name),
    group('FinancialInstitutionBranch', text('ID', document.bic)),
  );
  const isInvoice = document.kind === 'invoice';
  const means = group(
    'PaymentMeans',
    text('PaymentMeansCode', '30'),
    text('PaymentID', document.paymentReference),
    account,
  );
  return (isInvoice ? means : '') + group('PaymentTerms', text('Note', document.paymentTerms));
}

function totals(document: UblDocument): string {
  const { currency, discount, prepaidMinor } = document;
  const amount = (name: string, minor: number) => amountOf(name, minor, currency);
  const linesMinor = sumMinor(document.lines.map((line) => line.netMinor));
  const subtotals = vatSubtotals(document);
  const taxMinor = sumMinor(subtotals.map((one) => one.taxMinor));
  const netMinor = linesMinor - (discount?.amountMinor ?? 0);
  const [first] = document.lines;
  return [
    discount &&
      first &&
      group(
        'AllowanceCharge',
        text('ChargeIndicator', 'false'),
        text('AllowanceChargeReason', discount.reason),
        amount('Amount', discount.amountMinor),
        group('TaxCategory', vatCategory(first.vat)),
      ),
    group(
      'TaxTotal',
      amount('TaxAmount', taxMinor),
      ...subtotals.map(({ vat, taxableMinor, taxMinor: subMinor }) =>
        group(
          'TaxSubtotal',
          amount('TaxableAmount', taxableMinor),
          amount('TaxAmount', subMinor),
          group('TaxCategory', vatCategory(vat, vat.exemptionReason)),
        ),
      ),
    ),
    group(
      'LegalMonetaryTotal',
      amount('LineExtensionAmount', linesMinor),
      amount('TaxExclusiveAmount', netMinor),
      amount('TaxInclusiveAmount', netMinor + taxMinor),
      discount && amount('AllowanceTotalAmount', discount.amountMinor),
      amount('PrepaidAmount', prepaidMinor),
      amount('PayableAmount', netMinor + taxMinor - prepaidMinor),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

/** One per rate, each rounded once (BG-23). */
function vatSubtotals({ lines: all, discount }: UblDocument) {
  const byVat = Map.groupBy(all, ({ vat }) => `${vat.category} ${vat.percent}`);
  return [...byVat.values()].flatMap(([first, ...others], index) => {
    if (!first) return [];
    const offMinor = index === 0 ? (discount?.amountMinor ?? 0) : 0;
    const taxableMinor = sumMinor([first, ...others].map((line) => line.netMinor)) - offMinor;
    return [{ vat: first.vat, taxableMinor, taxMinor: percentOfMinor(taxableMinor, first.vat.percent) }];
  });
}

function lines({ kind, currency, lines: all }: UblDocument): string[] {
  const [name, quantity] =
    kind === 'invoice' ? ['InvoiceLine', 'InvoicedQuantity'] : ['CreditNoteLine', 'CreditedQuantity'];
  return all.map((line, index) =>
    group(
      name,
      text('ID', String(index + 1)),
      `<cbc:${quantity} unitCode="${line.unitCode}">${line.quantity}</cbc:${quantity}>`,
      amountOf('LineExtensionAmount', line.netMinor, currency),
      group(
        'Item',
        line.description && text('Description', line.description),
        text('Name', line.name),
        group('ClassifiedTaxCategory', vatCategory(line.vat)),
      ),
      group('Price', amountOf('PriceAmount', line.priceMinor, currency)),
    ),
  );
}

const vatScheme = group('TaxScheme', text('ID', 'VAT'));

function vatCategory({ category, percent }: UblVat, exemptionReason: string | null = null): string {
  const reason = exemptionReason ? text('TaxExemptionReason', exemptionReason) : '';
  return text('ID', category) + text('Percent', percent) + reason + vatScheme;
}

function amountOf(name: string, minor: number, currency: string): string {
  return `<cbc:${name} currencyID="${currency}">${decimalText(minor, currency)}</cbc:${name}>`;
}

function text(name: string, value: string): string {
  return `<cbc:${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</cbc:${name}>`;
}

function group(name: string, ...children: (string | false | null | undefined)[]): string {
  return `<cac:${name}>${children.filter(Boolean).join('')}</cac:${name}>`;
}
