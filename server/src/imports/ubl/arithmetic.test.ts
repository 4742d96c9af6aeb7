import { documentContentSchema } from '@quittance/shared/document.ts';
import { decimalText } from '@quittance/shared/money.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUbl } from './read-ubl.ts';

// Documents made by other means than the reader's: whole minor units, added up in plain integers.

type Category = { code: string; rate: number };
const categories: Category[] = [
  { code: 'S', rate: 21 },
  { code: 'S', rate: 6 },
  { code: 'Z', rate: 0 },
  { code: 'E', rate: 0 },
];
const category = fc.constantFrom(...categories);
const signed = fc.record({ amount: fc.integer({ min: 1, max: 99_999 }), category });

const models = fc.record({
  root: fc.constantFrom('Invoice', 'CreditNote'),
  currency: fc.constantFrom('EUR', 'SEK', 'JPY'),
  lines: fc.array(
    fc.record({ quantity: fc.integer({ min: -20, max: 50 }), price: fc.integer({ min: 0, max: 250_000 }), category }),
    { minLength: 1, maxLength: 6 },
  ),
  allowances: fc.array(signed, { maxLength: 2 }),
  charges: fc.array(signed, { maxLength: 2 }),
  prepaid: fc.option(fc.integer({ min: 1, max: 500_000 })),
  rounding: fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }),
});
type Model = typeof models extends fc.Arbitrary<infer T> ? T : never;

test('a document whose amounts are right is read with all of them', () => {
  fc.assert(
    fc.property(models, (model) => {
      const { text, totals } = write(model);
      const reading = readUbl(new TextEncoder().encode(text));
      if (!reading.ok) throw new Error(JSON.stringify(reading.refusals, null, 2));
      expect(documentContentSchema.parse(reading.document).totals).toEqual(totals);
    }),
  );
});

test('one amount that is wrong by the smallest coin is noticed, whichever it is', () => {
  fc.assert(
    fc.property(models, fc.nat(), fc.constantFrom(1, -1), (model, nth, difference) => {
      const { text } = write(model);
      const amounts = [...text.matchAll(/<cbc:((?!Price)\w*Amount) currencyID="\w+">([^<]+)</g)];
      const chosen = amounts[nth % amounts.length]!;
      const minor = BigInt(chosen[2]!.replace('.', '')) + BigInt(difference);
      const wrong = chosen[0].replace(chosen[2]!, decimalText(Number(minor), model.currency));
      const reading = readUbl(
        new TextEncoder().encode(text.slice(0, chosen.index) + wrong + text.slice(chosen.index + chosen[0].length)),
      );
      // The standard tolerates up to one unit in the taxable amount of a rate; the merchant is told.
      const isTolerated =
        reading.ok && chosen[1] === 'TaxableAmount' && reading.warnings.some(({ rule }) => rule === 'BR-S-08');
      expect(!reading.ok || isTolerated).toBe(true);
    }),
  );
});

function write(model: Model) {
  const { currency, lines, allowances, charges } = model;
  const amount = (name: string, minor: number) =>
    `<cbc:${name} currencyID="${currency}">${decimalText(minor, currency)}</cbc:${name}>`;
  const sum = (minors: number[]) => minors.reduce((a, b) => a + b, 0);
  const groups = categories
    .filter((group) => [...lines, ...allowances, ...charges].some((part) => part.category === group))
    .map((group) => {
      const taxable =
        sum(lines.filter((line) => line.category === group).map((line) => line.quantity * line.price)) -
        sum(allowances.filter((part) => part.category === group).map((part) => part.amount)) +
        sum(charges.filter((part) => part.category === group).map((part) => part.amount));
      return { group, taxable, tax: Math.sign(taxable) * Math.round((Math.abs(taxable) * group.rate) / 100) };
    });
  const linesNetMinor = sum(lines.map((line) => line.quantity * line.price));
  const allowancesMinor = sum(allowances.map((part) => part.amount));
  const chargesMinor = sum(charges.map((part) => part.amount));
  const taxExclusiveMinor = linesNetMinor - allowancesMinor + chargesMinor;
  const taxMinor = sum(groups.map(({ tax }) => tax));
  const taxInclusiveMinor = taxExclusiveMinor + taxMinor;
  const prepaidMinor = model.prepaid ?? 0;
  const roundingMinor = model.rounding ?? 0;
  const payableMinor = taxInclusiveMinor - prepaidMinor + roundingMinor;
  const allowanceCharge = (isCharge: boolean) => (part: { amount: number; category: Category }) =>
    `<cac:AllowanceCharge><cbc:ChargeIndicator>${isCharge}</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Agreed</cbc:AllowanceChargeReason>
    ${amount('Amount', part.amount)}${taxCategory('TaxCategory', part.category)}</cac:AllowanceCharge>`;
  const quantity = model.root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  const party = (
    country: string,
  ) => `<cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>${country}123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>A company</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`;
  const text = `<${model.root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${model.root}-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
    <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
    <cbc:${model.root}TypeCode>${model.root === 'Invoice' ? '380' : '381'}</cbc:${model.root}TypeCode>
    <cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
    <cac:AccountingSupplierParty>${party('BE')}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party('DE')}</cac:AccountingCustomerParty>
    ${allowances.map(allowanceCharge(false)).join('')}${charges.map(allowanceCharge(true)).join('')}
    <cac:TaxTotal>${amount('TaxAmount', taxMinor)}
    ${groups.map(({ group, taxable, tax }) => `<cac:TaxSubtotal>${amount('TaxableAmount', taxable)}${amount('TaxAmount', tax)}${taxCategory('TaxCategory', group, group.code === 'E')}</cac:TaxSubtotal>`).join('')}
    </cac:TaxTotal><cac:LegalMonetaryTotal>${amount('LineExtensionAmount', linesNetMinor)}${amount('TaxExclusiveAmount', taxExclusiveMinor)}
    ${amount('TaxInclusiveAmount', taxInclusiveMinor)}${allowances.length > 0 ? amount('AllowanceTotalAmount', allowancesMinor) : ''}
    ${charges.length > 0 ? amount('ChargeTotalAmount', chargesMinor) : ''}${model.prepaid === null ? '' : amount('PrepaidAmount', prepaidMinor)}
    ${model.rounding === null ? '' : amount('PayableRoundingAmount', roundingMinor)}${amount('PayableAmount', payableMinor)}</cac:LegalMonetaryTotal>
    ${lines
      .map(
        (
          line,
          index,
        ) => `<cac:${model.root}Line><cbc:ID>${index + 1}</cbc:ID><cbc:${quantity} unitCode="C62">${line.quantity}</cbc:${quantity}>
    ${amount('LineExtensionAmount', line.quantity * line.price)}<cac:Item><cbc:Name>Thing</cbc:Name>${taxCategory('ClassifiedTaxCategory', line.category)}</cac:Item>
    <cac:Price>${amount('PriceAmount', line.price)}</cac:Price></cac:${model.root}Line>`,
      )
      .join('')}</${model.root}>`;
  const totals = {
    linesNetMinor,
    allowancesMinor,
    chargesMinor,
    taxExclusiveMinor,
    taxMinor,
    taxInclusiveMinor,
    prepaidMinor,
    roundingMinor,
    payableMinor,
  };
  return { text, totals };
}

function taxCategory(name: string, { code, rate }: Category, isExempt = false): string {
  const reason = isExempt ? '<cbc:TaxExemptionReason>By law</cbc:TaxExemptionReason>' : '';
  return `<cac:${name}><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate}</cbc:Percent>${reason}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${name}>`;
}
