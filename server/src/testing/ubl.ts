import { decimalText, sumMinor } from '@quittance/shared/money.ts';

/** What a test wants to say in a file; everything else is an ordinary Belgian invoice of one line. */
export type UblInput = {
  kind?: 'invoice' | 'credit_note';
  number: string;
  issueDate?: string;
  dueDate?: string | null;
  currency?: string;
  seller?: UblParty;
  buyer?: UblParty;
  lines?: { name?: string; netMinor: number }[];
  prepaidMinor?: number;
  paymentReference?: string;
  /** Numbers of the invoices that a credit note lowers. */
  precedingInvoices?: string[];
  attachments?: { fileName: string; mediaType: string; bytes: Uint8Array }[];
};

export type UblParty = {
  name: string;
  vatNumber?: string;
  endpoint?: { scheme: string; value: string };
  registrationNumber?: string;
  contactName?: string;
  email?: string;
};

export const seller: UblParty = {
  name: 'Noorderlicht BV',
  vatNumber: 'BE0123456749',
  endpoint: { scheme: '0208', value: '0123456749' },
};

export const buyer: UblParty = {
  name: 'Peeters & Zonen NV',
  vatNumber: 'BE0404616494',
  endpoint: { scheme: '0208', value: '0404616494' },
  contactName: 'Jan Peeters',
  email: 'jan@peeters.example',
};

/** A valid file. VAT is 21 % on the sum of the lines, rounded half up; none where the seller has no VAT number. */
export function ublFile(input: UblInput): Uint8Array {
  return new TextEncoder().encode(ublText(input));
}

export function ublText(input: UblInput): string {
  const { kind = 'invoice', currency = 'EUR', issueDate = '2026-03-02', dueDate = '2026-04-01' } = input;
  const lines = input.lines ?? [{ netMinor: 10_000 }];
  const vatPercent = (input.seller ?? seller).vatNumber ? 21 : null;
  const root = kind === 'invoice' ? 'Invoice' : 'CreditNote';
  const due = kind === 'invoice' && dueDate ? `<cbc:DueDate>${dueDate}</cbc:DueDate>` : '';
  const type = kind === 'invoice' ? element('cbc:InvoiceTypeCode', '380') : element('cbc:CreditNoteTypeCode', '381');
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
${element('cbc:ID', input.number)}<cbc:IssueDate>${issueDate}</cbc:IssueDate>${due}${type}
<cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode><cbc:BuyerReference>Purchasing</cbc:BuyerReference>
${(input.precedingInvoices ?? []).map(precedingInvoice).join('')}${(input.attachments ?? []).map(attachment).join('')}
<cac:AccountingSupplierParty>${party(input.seller ?? seller)}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>${party(input.buyer ?? buyer)}</cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>${element('cbc:PaymentID', input.paymentReference ?? input.number)}
<cac:PayeeFinancialAccount><cbc:ID>BE68539007547034</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>30 days net</cbc:Note></cac:PaymentTerms>
${totals(
  lines.map(({ netMinor }) => netMinor),
  currency,
  vatPercent,
  input.prepaidMinor ?? 0,
)}
${lines.map((line, at) => documentLine({ kind, currency, vatPercent }, { name: 'Work', ...line }, at + 1)).join('\n')}
</${root}>
`;
}

function totals(netsMinor: number[], currency: string, vatPercent: number | null, prepaidMinor: number): string {
  const net = sumMinor(netsMinor);
  const tax = Math.round((net * (vatPercent ?? 0)) / 100);
  const amount = (name: string, minor: number) => amountElement(name, minor, currency);
  return `<cac:TaxTotal>${amount('cbc:TaxAmount', tax)}<cac:TaxSubtotal>${amount('cbc:TaxableAmount', net)}${amount('cbc:TaxAmount', tax)}
<cac:TaxCategory>${taxCategory(vatPercent, true)}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>${amount('cbc:LineExtensionAmount', net)}${amount('cbc:TaxExclusiveAmount', net)}
${amount('cbc:TaxInclusiveAmount', net + tax)}${amount('cbc:PrepaidAmount', prepaidMinor)}${amount('cbc:PayableAmount', net + tax - prepaidMinor)}</cac:LegalMonetaryTotal>`;
}

function taxCategory(vatPercent: number | null, isBreakdown: boolean): string {
  const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
  if (vatPercent !== null) return `<cbc:ID>S</cbc:ID><cbc:Percent>${vatPercent}</cbc:Percent>${scheme}`;
  return `<cbc:ID>O</cbc:ID>${isBreakdown ? element('cbc:TaxExemptionReason', 'Not subject to VAT') : ''}${scheme}`;
}

type Ground = { kind: string; currency: string; vatPercent: number | null };

function documentLine(of: Ground, line: { name: string; netMinor: number }, lineId: number): string {
  const { currency } = of;
  const [root, quantity] =
    of.kind === 'invoice'
      ? ['cac:InvoiceLine', 'cbc:InvoicedQuantity']
      : ['cac:CreditNoteLine', 'cbc:CreditedQuantity'];
  // A price is never negative (BR-27): a line that takes off has a negative quantity.
  return `<${root}><cbc:ID>${lineId}</cbc:ID><${quantity} unitCode="C62">${line.netMinor < 0 ? -1 : 1}</${quantity}>
${amountElement('cbc:LineExtensionAmount', line.netMinor, currency)}<cac:Item>${element('cbc:Name', line.name)}
<cac:ClassifiedTaxCategory>${taxCategory(of.vatPercent, false)}</cac:ClassifiedTaxCategory></cac:Item>
<cac:Price>${amountElement('cbc:PriceAmount', Math.abs(line.netMinor), currency)}</cac:Price></${root}>`;
}

function party(of: UblParty): string {
  const endpoint = of.endpoint
    ? `<cbc:EndpointID schemeID="${of.endpoint.scheme}">${escaped(of.endpoint.value)}</cbc:EndpointID>`
    : '';
  const vat = of.vatNumber
    ? `<cac:PartyTaxScheme>${element('cbc:CompanyID', of.vatNumber)}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`
    : '';
  const contact = [
    of.contactName ? element('cbc:Name', of.contactName) : '',
    of.email ? element('cbc:ElectronicMail', of.email) : '',
  ].join('');
  return `<cac:Party>${endpoint}<cac:PostalAddress><cbc:StreetName>Kerkstraat 1</cbc:StreetName><cbc:CityName>Gent</cbc:CityName>
<cbc:PostalZone>9000</cbc:PostalZone><cac:Country><cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>${vat}
<cac:PartyLegalEntity>${element('cbc:RegistrationName', of.name)}${of.registrationNumber ? element('cbc:CompanyID', of.registrationNumber) : ''}</cac:PartyLegalEntity>
${contact && `<cac:Contact>${contact}</cac:Contact>`}</cac:Party>`;
}

function precedingInvoice(number: string): string {
  return `<cac:BillingReference><cac:InvoiceDocumentReference>${element('cbc:ID', number)}</cac:InvoiceDocumentReference></cac:BillingReference>`;
}

function attachment(file: { fileName: string; mediaType: string; bytes: Uint8Array }, at: number): string {
  const content = Buffer.from(file.bytes).toString('base64');
  return `<cac:AdditionalDocumentReference><cbc:ID>${at + 1}</cbc:ID><cac:Attachment>
<cbc:EmbeddedDocumentBinaryObject mimeCode="${file.mediaType}" filename="${escaped(file.fileName)}">${content}</cbc:EmbeddedDocumentBinaryObject>
</cac:Attachment></cac:AdditionalDocumentReference>`;
}

function amountElement(name: string, minor: number, currency: string): string {
  return `<${name} currencyID="${currency}">${decimalText(minor, currency)}</${name}>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
