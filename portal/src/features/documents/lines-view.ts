import type { DocumentContent, DocumentLine } from '@quittance/shared/document.ts';
import type { Wording } from '../../lib/wording.ts';

export type LinesView = {
  caption: string;
  columns: { name: string; quantity: string; unitPrice: string; vat: string; net: string };
  rows: LineRow[];
};

export type LineRow = {
  id: string;
  name: string;
  details: string[];
  quantity: string;
  unitPrice: string;
  vat: string;
  net: string;
};

export function linesView(content: DocumentContent, wording: Wording): LinesView {
  const { t } = wording;
  return {
    caption: t('document.lines.caption'),
    columns: {
      name: t('document.lines.name'),
      quantity: t('document.lines.quantity'),
      unitPrice: t('document.lines.unitPrice'),
      vat: t('document.lines.vat'),
      net: t('document.lines.net'),
    },
    rows: content.lines.map((line) => lineRow(line, content.currency, wording)),
  };
}

function lineRow(line: DocumentLine, currency: string, wording: Wording): LineRow {
  return {
    id: line.lineId,
    name: line.name,
    details: [line.description, line.note].flatMap((text) => text ?? []),
    quantity: quantityText(line.quantity, line.unitCode, wording),
    unitPrice: unitPriceText(line, currency, wording),
    vat: vatText(line.vatCategory, line.vatRate, wording),
    net: wording.money(line.netMinor, currency),
  };
}

function unitPriceText(line: DocumentLine, currency: string, { t, decimal, price: priceText }: Wording): string {
  const price = priceText(line.unitPrice, currency);
  if (line.priceBaseQuantity === null || Number(line.priceBaseQuantity) === 1) return price;
  return t('document.lines.unitPricePer', { price, quantity: decimal(line.priceBaseQuantity) });
}

/** The share of a line or subtotal: a rate, or why there is none (UNCL 5305). */
export function vatText(category: string, rate: string | null, { t, percent }: Wording): string {
  switch (category) {
    case 'E':
    case 'AE':
    case 'K':
    case 'G':
    case 'O':
      return t(`document.vat.${category}`);
    default:
      return percent(rate ?? '0');
  }
}

function trimZeros(decimalText: string): string {
  return decimalText.includes('.') ? decimalText.replace(/\.?0+$/, '') : decimalText;
}

/** UN/ECE Recommendation 20: the units that invoices mostly use; others keep their symbol or code. */
const spokenUnits = {
  C62: 'piece',
  EA: 'piece',
  H87: 'piece',
  PCE: 'piece',
  XPP: 'piece',
  HUR: 'hour',
  DAY: 'day',
  WEE: 'week',
  MON: 'month',
  ANN: 'year',
} as const;
const unitSymbols = new Map([
  ['GRM', 'g'],
  ['KGM', 'kg'],
  ['TNE', 't'],
  ['MMT', 'mm'],
  ['CMT', 'cm'],
  ['MTR', 'm'],
  ['KMT', 'km'],
  ['MTK', 'm²'],
  ['MTQ', 'm³'],
  ['MLT', 'ml'],
  ['LTR', 'l'],
  ['MIN', 'min'],
  ['KWH', 'kWh'],
  ['P1', '%'],
]);

export function quantityText(quantity: string, unitCode: string | null, { t, decimal }: Wording): string {
  const number = decimal(trimZeros(quantity));
  if (unitCode === null) return number;
  if (isSpokenUnit(unitCode)) return t(`unit.${spokenUnits[unitCode]}`, { count: Number(quantity), quantity: number });
  return `${number} ${unitSymbols.get(unitCode) ?? unitCode}`;
}

function isSpokenUnit(code: string): code is keyof typeof spokenUnits {
  return Object.hasOwn(spokenUnits, code);
}
