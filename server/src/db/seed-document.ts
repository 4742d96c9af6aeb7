import { daysBetween, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentKind, Party } from '@quittance/shared/document.ts';
import { percentOfMinor } from '@quittance/shared/late-charge/percent.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { catalogue, phrases, type SeedItem, termsPhrase } from './seed-catalogue.ts';
import type { SeedCustomer } from './seed-customers.ts';
import type { SeedEntity } from './seed-entities.ts';
import type { PlannedInvoice, PlannedLine } from './seed-invoice.ts';
import type { UblDocument, UblLine, UblVat } from './seed-ubl.ts';

export type SeedNumbers = { number: string; paymentReference: string };

export function invoiceDocument(planned: PlannedInvoice, numbers: SeedNumbers): UblDocument {
  const { customer, discountPercent, depositPercent, issueDate, dueDate } = planned;
  const { language } = customer;
  const lines = planned.lines.map((line) => ublLine(planned, line));
  const grossMinor = sumMinor(lines.map((line) => line.netMinor));
  const isWithDeposit = depositPercent > 0;
  return {
    ...commonOf(planned, 'invoice', numbers, issueDate),
    dueDate,
    note: isWithDeposit ? phrases.deposit[language] : phrases.thanks[language],
    paymentTerms: termsPhrase(language, daysBetween(issueDate, dueDate)),
    lines,
    discount:
      discountPercent === 0
        ? null
        : { reason: phrases.discount[language], amountMinor: percentOfMinor(grossMinor, String(discountPercent)) },
    prepaidMinor: isWithDeposit ? percentOfMinor(grossMinor, String(depositPercent)) : 0,
  };
}

/** A credit note for a part of each line, so that the VAT of each rate is credited too. */
export function creditNoteDocument(
  planned: PlannedInvoice,
  credit: { percent: number; date: CalendarDate; invoiceNumber: string },
  numbers: SeedNumbers,
): UblDocument {
  const { language } = planned.customer;
  const lines = planned.lines.map((line): UblLine => {
    const { name, description, vat, netMinor } = ublLine(planned, line);
    const creditMinor = percentOfMinor(netMinor, String(credit.percent));
    return {
      name: `${phrases.credited[language]}: ${name}`,
      description,
      quantity: '1',
      unitCode: 'C62',
      priceMinor: creditMinor,
      netMinor: creditMinor,
      vat,
    };
  });
  return {
    ...commonOf(planned, 'credit_note', numbers, credit.date),
    precedingInvoices: [credit.invoiceNumber],
    dueDate: null,
    note: null,
    paymentTerms: `${phrases.credited[language]} ${credit.invoiceNumber}`,
    lines,
    discount: null,
    prepaidMinor: 0,
  };
}

function commonOf(planned: PlannedInvoice, kind: DocumentKind, numbers: SeedNumbers, issueDate: CalendarDate) {
  const { entity, customer, orderReference } = planned;
  return {
    ...numbers,
    kind,
    issueDate,
    currency: customer.currency,
    buyerReference: null,
    orderReference,
    precedingInvoices: [],
    seller: sellerParty(entity),
    buyer: buyerParty(customer),
    iban: entity.iban,
    bic: entity.bic,
  };
}

function ublLine(
  { entity, customer, issueDate }: PlannedInvoice,
  { item, quantity, priceMinor, isForMonth }: PlannedLine,
): UblLine {
  const sold: SeedItem = catalogue[item];
  const price = priceMinor ?? sold.priceMinor;
  const month = new Intl.DateTimeFormat(customer.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return {
    name: sold.name[customer.language],
    description: isForMonth ? month.format(new Date(issueDate)) : null,
    quantity: String(quantity),
    unitCode: sold.unitCode,
    priceMinor: price,
    netMinor: Math.round(price * quantity),
    vat: vatOf(entity, customer, sold),
  };
}

function vatOf(entity: SeedEntity, { address }: SeedCustomer, { isPlant }: SeedItem): UblVat {
  if (address.country === entity.address.country) {
    const standard = address.country === 'GB' ? '20' : '21';
    return { category: 'S', percent: isPlant && address.country === 'BE' ? '6' : standard, exemptionReason: null };
  }
  if (entity.address.country === 'BE') return { category: 'AE', percent: '0', exemptionReason: 'Reverse charge' };
  return { category: 'G', percent: '0', exemptionReason: 'Export' };
}

function sellerParty(entity: SeedEntity): Party {
  return {
    name: entity.legalName,
    tradingName: entity.tradingName,
    vatNumber: entity.vatNumber,
    registrationNumber: entity.registrationNumber,
    endpoint: null,
    address: entity.address,
    contactName: null,
    email: entity.email,
    phone: entity.phone,
  };
}

function buyerParty(customer: SeedCustomer): Party {
  const [first] = customer.contacts;
  return {
    name: customer.name,
    tradingName: null,
    vatNumber: customer.vatNumber,
    registrationNumber: null,
    endpoint: null,
    address: customer.address,
    contactName: first.name,
    email: first.email,
    phone: null,
  };
}
