import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { en16931Rules } from './judge.ts';
import { readUbl } from './read-ubl.ts';

const invoice = readFileSync(new URL('./fixtures/invoice.xml', import.meta.url), 'utf8');
const creditNote = readFileSync(new URL('./fixtures/credit-note.xml', import.meta.url), 'utf8');

type Breach = [rule: string, from: string | RegExp, to: string];

const vat = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
const beforeSeller = '<cac:AccountingSupplierParty>';
const beforeLines = '<cac:InvoiceLine>';
const representative = (content: string) =>
  `<cac:TaxRepresentativeParty>${content}</cac:TaxRepresentativeParty><cac:Delivery>`;
const named = '<cac:PartyName><cbc:Name>Rep</cbc:Name></cac:PartyName>';
const inFrance =
  '<cac:PostalAddress><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>';
const frenchVat = `<cac:PartyTaxScheme><cbc:CompanyID>FR1</cbc:CompanyID>${vat}</cac:PartyTaxScheme>`;

const presence: Breach[] = [
  ['BR-01', /<cbc:CustomizationID>.*<\/cbc:CustomizationID>/, ''],
  ['BR-02', '<cbc:ID>2026-0147</cbc:ID>', '<cbc:ID> </cbc:ID>'],
  ['BR-03', /<cbc:IssueDate>.*/, ''],
  ['BR-04', /<cbc:InvoiceTypeCode>.*/, ''],
  ['BR-05', /<cbc:DocumentCurrencyCode>.*/, ''],
  ['BR-06', 'Veloce Fietsen BV', ''],
  ['BR-07', 'Räder &amp; Söhne GmbH', ''],
  ['BR-08', /<cac:PostalAddress>[^]*?<\/cac:PostalAddress>/, ''],
  ['BR-09', '<cbc:IdentificationCode>BE</cbc:IdentificationCode>', ''],
  ['BR-10', /<cac:PostalAddress>\s*<cbc:StreetName>Ring[^]*?<\/cac:PostalAddress>/, ''],
  ['BR-11', '<cbc:IdentificationCode>DE</cbc:IdentificationCode>', ''],
  ['BR-12', /<cbc:LineExtensionAmount currencyID="EUR">599.*/, ''],
  ['BR-13', /<cbc:TaxExclusiveAmount .*/, ''],
  ['BR-14', /<cbc:TaxInclusiveAmount .*/, ''],
  ['BR-15', /<cbc:PayableAmount .*/, ''],
  ['BR-16', /<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, ''],
  ['BR-17', beforeSeller, `<cac:PayeeParty/>${beforeSeller}`],
  [
    'BR-17',
    beforeSeller,
    `<cac:PayeeParty><cac:PartyName><cbc:Name>Veloce</cbc:Name></cac:PartyName></cac:PayeeParty>${beforeSeller}`,
  ],
  ['BR-18', '<cac:Delivery>', representative(inFrance + frenchVat)],
  ['BR-19', '<cac:Delivery>', representative(named + frenchVat)],
  ['BR-20', '<cac:Delivery>', representative(`${named}<cac:PostalAddress/>${frenchVat}`)],
  ['BR-21', /<cbc:ID>1<\/cbc:ID>/, ''],
  ['BR-22', /<cbc:InvoicedQuantity .*/, ''],
  ['BR-23', ' unitCode="C62"', ''],
  ['BR-24', /<cbc:LineExtensionAmount currencyID="EUR">524.*/, ''],
  ['BR-25', 'Wheel set', ''],
  ['BR-26', /<cbc:PriceAmount .*/, ''],
  ['BR-27', '>1833.3333<', '>-1<'],
  [
    'BR-28',
    '</cac:Price>',
    '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">1</cbc:Amount><cbc:BaseAmount currencyID="EUR">-1</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>',
  ],
  ['BR-29', '<cbc:EndDate>2026-02-28', '<cbc:EndDate>2026-01-28'],
  [
    'BR-30',
    '<cbc:LineExtensionAmount currencyID="EUR">35',
    '<cac:InvoicePeriod><cbc:StartDate>2026-02-02</cbc:StartDate><cbc:EndDate>2026-02-01</cbc:EndDate></cac:InvoicePeriod><cbc:LineExtensionAmount currencyID="EUR">35',
  ],
  ['BR-31', '<cbc:Amount currencyID="EUR">20.00</cbc:Amount>', ''],
  ['BR-32', /(Regular customer[^]*?<cac:TaxCategory>\s*)<cbc:ID>S<\/cbc:ID>/, '$1'],
  ['BR-33', '<cbc:AllowanceChargeReason>Regular customer</cbc:AllowanceChargeReason>', ''],
  ['BR-36', '<cbc:Amount currencyID="EUR">12.50</cbc:Amount>', ''],
  ['BR-37', /(Freight[^]*?<cac:TaxCategory>\s*)<cbc:ID>S<\/cbc:ID>/, '$1'],
  ['BR-38', /<cbc:AllowanceChargeReasonCode>FC.*\s*<cbc:AllowanceChargeReason>Freight.*/, ''],
  ['BR-41', '<cbc:Amount currencyID="EUR">25.37</cbc:Amount>', ''],
  ['BR-42', /<cbc:AllowanceChargeReason>Last.*/, ''],
  ['BR-45', /<cbc:TaxableAmount currencyID="EUR">517.*/, ''],
  ['BR-46', /<cbc:TaxAmount currencyID="EUR">108.*/, ''],
  ['BR-47', /(517[^]*?<cac:TaxCategory>\s*)<cbc:ID>S<\/cbc:ID>/, '$1'],
  ['BR-48', /(517[^]*?)<cbc:Percent>21<\/cbc:Percent>/, '$1'],
  ['BR-49', /<cbc:PaymentMeansCode>.*/, ''],
  ['BR-50', '<cbc:ID>BE68 5390 0754 7034</cbc:ID>', '<cbc:ID/>'],
  ['BR-52', /(<cac:AdditionalDocumentReference>\s*)<cbc:ID>2026-0147<\/cbc:ID>/, '$1'],
  ['BR-53', '<cbc:TaxCurrencyCode>SEK', '<cbc:TaxCurrencyCode>NOK'],
  [
    'BR-54',
    '</cac:Item>',
    '<cac:AdditionalItemProperty><cbc:Name>Colour</cbc:Name></cac:AdditionalItemProperty></cac:Item>',
  ],
  ['BR-55', '<cbc:ID>2026-0099</cbc:ID>', ''],
  ['BR-56', '<cac:Delivery>', representative(named + inFrance)],
  ['BR-57', '<cac:Delivery>', '<cac:Delivery><cac:DeliveryLocation><cac:Address/></cac:DeliveryLocation>'],
  ['BR-61', /<cac:PayeeFinancialAccount>[^]*<\/cac:PayeeFinancialAccount>/, ''],
  ['BR-62', '<cbc:EndpointID schemeID="0208">', '<cbc:EndpointID>'],
  ['BR-63', '<cbc:EndpointID schemeID="9930">', '<cbc:EndpointID>'],
  [
    'BR-64',
    '</cac:Item>',
    '<cac:StandardItemIdentification><cbc:ID>1</cbc:ID></cac:StandardItemIdentification></cac:Item>',
  ],
  [
    'BR-65',
    '</cac:Item>',
    '<cac:CommodityClassification><cbc:ItemClassificationCode>1</cbc:ItemClassificationCode></cac:CommodityClassification></cac:Item>',
  ],
];

const amounts: Breach[] = [
  ['BR-CO-10', '>524.63<', '>524.64<'],
  ['BR-CO-11', '<cbc:AllowanceTotalAmount currencyID="EUR">20.00', '<cbc:AllowanceTotalAmount currencyID="EUR">20.01'],
  ['BR-CO-11', /<cbc:AllowanceTotalAmount .*/, ''],
  ['BR-CO-12', '<cbc:ChargeTotalAmount currencyID="EUR">12.50', '<cbc:ChargeTotalAmount currencyID="EUR">12.49'],
  ['BR-CO-13', '>592.13<', '>592.12<'],
  ['BR-CO-14', '>108.60<', '>108.61<'],
  ['BR-CO-15', '>702.83<', '>702.82<'],
  ['BR-CO-15', '<cbc:TaxAmount currencyID="SEK">1217.70', '<cbc:TaxAmount currencyID="EUR">1217.70'],
  ['BR-CO-16', '>602.85<', '>602.84<'],
  ['BR-CO-16', '>0.02<', '>0.03<'],
  ['BR-CO-17', '>108.60<', '>109.60<'],
  ['BR-CO-17', '>108.60<', '>-108.60<'],
  ['BR-CO-18', /<cac:TaxSubtotal>[^]*<\/cac:TaxSubtotal>/, ''],
  ['BR-S-08', '>517.13<', '>518.13<'],
  ['BR-S-09', '>108.60<', '>107.60<'],
  ['BR-E-08', '<cbc:TaxableAmount currencyID="EUR">40.00', '<cbc:TaxableAmount currencyID="EUR">40.01'],
  ['BR-E-09', '<cbc:TaxAmount currencyID="EUR">0.00', '<cbc:TaxAmount currencyID="EUR">0.01'],
  ['BR-DEC-01', '<cbc:Amount currencyID="EUR">20.00', '<cbc:Amount currencyID="EUR">20.000'],
  ['BR-DEC-12', '>592.13<', '>592.130<'],
  ['BR-DEC-15', '>1217.70<', '>1217.701<'],
  ['BR-DEC-18', '>602.85<', '>602.850<'],
  ['BR-DEC-20', '>108.60<', '>108.599<'],
  ['BR-DEC-23', '>524.63<', '>524.630<'],
  ['BR-DEC-24', '>25.37<', '>25.370<'],
  ['UBL-DT-01', '</cac:PaymentTerms>', '<cbc:Amount currencyID="EUR">1.001</cbc:Amount></cac:PaymentTerms>'],
];

const vatCategories: Breach[] = [
  [
    'BR-S-01',
    /<cac:TaxSubtotal>\s*<cbc:TaxableAmount currencyID="EUR">(?:517|35)[^]*?<\/cac:TaxSubtotal>\s*<cac:TaxSubtotal>[^]*?<\/cac:TaxSubtotal>/,
    '',
  ],
  ['BR-S-02', /<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>\s*<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/, ''],
  ['BR-S-05', '<cbc:Percent>21.00<', '<cbc:Percent>0<'],
  [
    'BR-S-10',
    '<cbc:Percent>6</cbc:Percent>',
    '<cbc:Percent>6</cbc:Percent><cbc:TaxExemptionReason>None</cbc:TaxExemptionReason>',
  ],
  ['BR-E-01', /<cac:TaxSubtotal>\s*<cbc:TaxableAmount currencyID="EUR">40[^]*?<\/cac:TaxSubtotal>/, ''],
  ['BR-E-05', /(Theft[^]*?<cbc:Percent>)0/, '$11'],
  ['BR-E-10', /<cbc:TaxExemptionReason>.*/, ''],
  ['BR-AE-02', /<cac:PartyTaxScheme>\s*<cbc:CompanyID>DE[^]*?<\/cac:PartyTaxScheme>/, ''],
  ['BR-IC-11', /<cbc:ActualDeliveryDate>[^]*?(?=<\/cac:Delivery>)|<cac:InvoicePeriod>[^]*?<\/cac:InvoicePeriod>/g, ''],
  ['BR-IC-12', '<cac:Delivery>', '<cac:Delivery><cac:DeliveryLocation/>'],
  ['BR-O-02', /(Theft[^]*?<cbc:ID>)E/, '$1O'],
  ['BR-O-05', /(Theft[^]*?<cbc:ID>)E/, '$1O'],
  ['BR-O-12', /(>40.00<[^]*?<cbc:ID>)E/, '$1O'],
  ['BR-AF-01', /(Theft[^]*?<cbc:ID>)E/, '$1L'],
  ['BR-AG-01', /(Theft[^]*?<cbc:ID>)E/, '$1M'],
  ['BR-G-01', /(Theft[^]*?<cbc:ID>)E/, '$1G'],
  ['BR-Z-01', /(Theft[^]*?<cbc:ID>)E/, '$1Z'],
  ['BR-B-01', /(Theft[^]*?<cbc:ID>)E/, '$1B'],
  ['BR-B-02', /(Theft[^]*?<cbc:ID>)E/, '$1B'],
];

const codes: Breach[] = [
  ['BR-CL-01', '<cbc:InvoiceTypeCode>380', '<cbc:InvoiceTypeCode>381'],
  ['BR-CL-03', '<cbc:PriceAmount currencyID="EUR">70', '<cbc:PriceAmount currencyID="eur">70'],
  ['BR-CL-03', '<cbc:PriceAmount currencyID="EUR">70', '<cbc:PriceAmount>70'],
  ['BR-CL-04', '<cbc:DocumentCurrencyCode>EUR', '<cbc:DocumentCurrencyCode>EURO'],
  ['BR-CL-05', '<cbc:TaxCurrencyCode>SEK', '<cbc:TaxCurrencyCode>SKR'],
  ['BR-CL-06', '</cac:InvoicePeriod>', '<cbc:DescriptionCode>1</cbc:DescriptionCode></cac:InvoicePeriod>'],
  [
    'BR-CL-07',
    beforeSeller,
    `<cac:AdditionalDocumentReference><cbc:ID schemeID="??">1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>${beforeSeller}`,
  ],
  ['BR-CL-08', '#AAI#', '#QQQ#'],
  [
    'BR-CL-10',
    '<cac:PartyName>',
    '<cac:PartyIdentification><cbc:ID schemeID="GLN">1</cbc:ID></cac:PartyIdentification><cac:PartyName>',
  ],
  ['BR-CL-11', '<cbc:CompanyID schemeID="0208">', '<cbc:CompanyID schemeID="KBO">'],
  [
    'BR-CL-13',
    '</cac:Item>',
    '<cac:CommodityClassification><cbc:ItemClassificationCode listID="?">1</cbc:ItemClassificationCode></cac:CommodityClassification></cac:Item>',
  ],
  ['BR-CL-14', '<cbc:IdentificationCode>DE', '<cbc:IdentificationCode>D'],
  [
    'BR-CL-15',
    '</cac:Item>',
    '<cac:OriginCountry><cbc:IdentificationCode>XX</cbc:IdentificationCode></cac:OriginCountry></cac:Item>',
  ],
  ['BR-CL-16', '<cbc:PaymentMeansCode>58', '<cbc:PaymentMeansCode>99'],
  ['BR-CL-17', /(>517[^]*?<cbc:ID>)S/, '$1s'],
  ['BR-CL-18', /(Theft[^]*?<cbc:ID>)E/, '$1X'],
  [
    'BR-CL-19',
    '<cbc:AllowanceChargeReason>Regular',
    '<cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Regular',
  ],
  ['BR-CL-20', '<cbc:AllowanceChargeReasonCode>FC', '<cbc:AllowanceChargeReasonCode>95'],
  [
    'BR-CL-21',
    '</cac:Item>',
    '<cac:StandardItemIdentification><cbc:ID schemeID="EAN">1</cbc:ID></cac:StandardItemIdentification></cac:Item>',
  ],
  [
    'BR-CL-22',
    '<cbc:TaxExemptionReason>Ins',
    '<cbc:TaxExemptionReasonCode>135</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason>Ins',
  ],
  ['BR-CL-23', 'unitCode="HUR"', 'unitCode="hour"'],
  ['BR-CL-24', 'application/pdf', 'text/html'],
  ['BR-CL-25', '<cbc:EndpointID schemeID="9930">', '<cbc:EndpointID schemeID="VAT">'],
  [
    'BR-CL-26',
    '<cac:Delivery>',
    '<cac:Delivery><cac:DeliveryLocation><cbc:ID schemeID="GLN">1</cbc:ID></cac:DeliveryLocation>',
  ],
];

const other: Breach[] = [
  [
    'BR-CO-03',
    '</cac:InvoicePeriod>',
    '<cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod><cbc:TaxPointDate>2026-03-01</cbc:TaxPointDate>',
  ],
  ['BR-CO-04', /(<cbc:Name>Repair[^]*?<cac:ClassifiedTaxCategory>\s*)<cbc:ID>S<\/cbc:ID>/, '$1'],
  ['BR-CO-09', '<cbc:CompanyID>DE136695976', '<cbc:CompanyID>136695976'],
  ['BR-CO-19', /(<cac:InvoicePeriod>)[^]*?(<\/cac:InvoicePeriod>)/, '$1$2'],
  [
    'BR-CO-20',
    '<cbc:LineExtensionAmount currencyID="EUR">35',
    '<cac:InvoicePeriod/><cbc:LineExtensionAmount currencyID="EUR">35',
  ],
  ['BR-CO-21', '<cbc:AllowanceChargeReason>Regular customer</cbc:AllowanceChargeReason>', ''],
  [
    'BR-CO-26',
    /<cac:PartyTaxScheme>\s*<cbc:CompanyID>BE[^]*?<\/cac:PartyTaxScheme>|<cbc:CompanyID schemeID="0208">.*/g,
    '',
  ],
  ['UBL-SR-05', '</cac:PaymentTerms>', '<cbc:Note>10 days net</cbc:Note></cac:PaymentTerms>'],
  ['UBL-SR-12', '<cbc:ID>LOC<', '<cbc:ID>VAT<'],
  [
    'UBL-SR-43',
    '<cbc:DocumentDescription>',
    '<cbc:DocumentTypeCode>916</cbc:DocumentTypeCode><cbc:DocumentDescription>',
  ],
  [
    'UBL-SR-44',
    '</cac:PaymentMeans>',
    '</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>1</cbc:PaymentMeansCode><cbc:PaymentID>2</cbc:PaymentID></cac:PaymentMeans>',
  ],
  [
    'UBL-SR-47',
    '</cac:PaymentMeans>',
    '</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>1</cbc:PaymentMeansCode></cac:PaymentMeans>',
  ],
  [
    'UBL-SR-48',
    '</cac:ClassifiedTaxCategory>',
    `</cac:ClassifiedTaxCategory><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>6</cbc:Percent>${vat}</cac:ClassifiedTaxCategory>`,
  ],
  ['UBL-SR-53', '<cbc:CompanyID>GENT-77</cbc:CompanyID>', ''],
  ['UBL-DT-06', ' mimeCode="application/pdf"', ''],
  ['UBL-DT-07', /filename="[^"]*"/, ''],
];

const structure: Breach[] = [
  ['UBL', '<cac:LegalMonetaryTotal>', '<cac:LegalMonetaryTotal/><cac:LegalMonetaryTotal>'],
  ['UBL', /<cac:LegalMonetaryTotal>[^]*<\/cac:LegalMonetaryTotal>/, ''],
  [
    'UBL',
    '</cac:LegalMonetaryTotal>',
    '<cbc:PayableAmount currencyID="EUR">1.00</cbc:PayableAmount></cac:LegalMonetaryTotal>',
  ],
  ['UBL', '<cbc:ChargeIndicator>true<', '<cbc:ChargeIndicator>yes<'],
  ['UBL', '<cbc:ChargeIndicator>true</cbc:ChargeIndicator>', ''],
  ['UBL', '>602.85<', '>602,85<'],
  ['UBL', '>602.85<', '>6e2<'],
  ['UBL', '>602.85<', '><cbc:Note>602.85</cbc:Note><'],
  ['UBL', '<cbc:DueDate>2026-04-01', '<cbc:DueDate>2026-04-31'],
  ['UBL', '<cbc:DueDate>2026-04-01', '<cbc:DueDate>01.04.2026'],
  ['UBL', beforeLines, `<cac:CreditNoteLine/>${beforeLines}`],
  ['UBL', 'JVBERi0xLjcK', 'JVBERi0xLjc*'],
  ['CURRENCY', '<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="USD">'],
  ['CURRENCY', '<cbc:TaxableAmount currencyID="EUR">517', '<cbc:TaxableAmount currencyID="SEK">517'],
  ['CURRENCY', '>602.85<', '>99999999999999999.85<'],
];

describe.each([
  ['something is missing', presence],
  ['an amount is wrong', amounts],
  ['VAT does not fit', vatCategories],
  ['a code is unknown', codes],
  ['things contradict each other', other],
  ['the structure cannot be relied on', structure],
])('%s', (_name, breaches) => {
  test.each(breaches)('%s', (id, from, to) => {
    const category = /^BR-(?:IC|AE)/.test(id) ? id.slice(3, 5).replace('IC', 'K') : 'E';
    const prepared = invoice.replaceAll('<cbc:ID>E<', `<cbc:ID>${category}<`);
    const breaking = prepared.replace(from, to);
    expect(breaking).not.toBe(prepared);
    const reading = readUbl(new TextEncoder().encode(breaking));
    const refusals = reading.ok ? [] : reading.refusals;
    expect(refusals.map(({ rule }) => rule)).toContain(id);
    for (const { element, message } of refusals) {
      expect(element).toMatch(/^\//);
      expect(message).toMatch(/^[^]{20,}\.$/);
    }
  });
});

test('a credit note is held to the same rules', () => {
  const breaches: Breach[] = [
    ['BR-CL-01', '>381<', '>380<'],
    ['BR-22', /<b:CreditedQuantity.*/, ''],
    ['BR-CO-10', '<b:LineExtensionAmount currencyID="SEK">250', '<b:LineExtensionAmount currencyID="SEK">251'],
    ['BR-O-08', '<b:TaxableAmount currencyID="SEK">250', '<b:TaxableAmount currencyID="SEK">249'],
    [
      'BR-O-11',
      '</a:TaxSubtotal>',
      '</a:TaxSubtotal><a:TaxSubtotal><a:TaxCategory><b:ID>Z</b:ID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:TaxSubtotal>',
    ],
    ['UBL', '</ubl:CreditNote>', '<a:InvoiceLine/></ubl:CreditNote>'],
  ];
  for (const [id, from, to] of breaches) {
    const reading = readUbl(new TextEncoder().encode(creditNote.replace(from, to)));
    expect(reading.ok ? [] : reading.refusals.map(({ rule }) => rule)).toContain(id);
  }
});

test('every rule of the standard is known by its number', () => {
  const ids = new Set(en16931Rules.map(({ id }) => id));
  const numbered = (prefix: string, from: number, to: number, except: number[] = []) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index)
      .filter((number) => !except.includes(number))
      .map((number) => `${prefix}-${String(number).padStart(2, '0')}`);
  const expected = [
    // Not in UBL or left out by the standard itself: 34, 35, 39, 40, 58, 59, 60.
    ...numbered('BR', 1, 65, [34, 35, 39, 40, 58, 59, 60]),
    // 01, 02 and 25 are not evaluated by the standard either; 05 to 08 compare a code with a text and cannot be.
    ...numbered('BR-CO', 3, 26, [5, 6, 7, 8, 25]),
    ...['S', 'Z', 'E', 'AE', 'IC', 'G', 'O', 'AF', 'AG'].flatMap((prefix) => numbered(`BR-${prefix}`, 1, 10)),
    ...numbered('BR-IC', 11, 12),
    ...numbered('BR-B', 1, 2),
    ...numbered('BR-O', 11, 14),
    ...numbered('BR-DEC', 1, 28, [3, 4, 7, 8, 21, 22, 26]),
    ...numbered('BR-CL', 1, 26, [2, 9, 12]),
  ];
  expect(expected.filter((id) => !ids.has(id))).toEqual([]);
});

test('no file, however mangled, ends in anything but a reading', () => {
  const elements = [...invoice.matchAll(/<(c[ab]c:\w+)[^>]*>[^<]*<\/\1>/g)];
  const texts = [
    '',
    '0',
    '-1',
    'x',
    '1e9',
    '99999999999999999999',
    '2026-13-01',
    'EUR',
    'JPY',
    'XAU',
    'S',
    'K',
    'true',
    '𝟙',
    '  ',
  ];
  const change = fc.tuple(
    fc.nat(elements.length - 1),
    fc.constantFrom('remove', 'repeat', 'replace', 'unwrap'),
    fc.constantFrom(...texts),
  );
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const mangled = changes.reduce((text, [index, how, replacement]) => {
        const [whole = '', name = ''] = elements[index] ?? [];
        if (how === 'remove') return text.replace(whole, '');
        if (how === 'repeat') return text.replace(whole, whole + whole);
        if (how === 'unwrap') return text.replace(whole, `<${name}/>`);
        return text.replace(whole, `<${name}>${replacement}</${name}>`);
      }, invoice);
      const reading = readUbl(new TextEncoder().encode(mangled));
      expect(reading.ok || reading.refusals.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
