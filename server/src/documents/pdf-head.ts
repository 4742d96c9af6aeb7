import type { Party } from '@quittance/shared/document.ts';
import { addressLines } from '@quittance/shared/postal-address.ts';
import {
  addElement,
  body,
  drawLine,
  drawTagged,
  drawText,
  linesOf,
  page,
  pageWidth,
  quiet,
  small,
  strong,
  type Sheet,
  type Style,
} from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

export type PdfBrand = {
  name: string;
  accent: string;
  legalFooter: string | null;
  /** PNG without transparency; the name stands where there is none. */
  logo: Uint8Array | null;
};

/** What stands at the top beside the brand; a fact that is null or empty is left out. */
export type PdfHead = {
  title: string;
  number: string;
  seller: Party;
  /** Null where the reader may not know it. */
  buyer: Party | null;
  facts: readonly [label: string, value: string | null][];
};

const logoBox = { width: 190, height: 46 };
const gap = 20;
const columnWidth = (pageWidth - 2 * gap) / 3;

/** The top of the first page: brand, title and number, seller, buyer, dates and references. */
export function drawHead(sheet: Sheet, head: PdfHead, brand: PdfBrand, wording: PdfWording): void {
  drawBrand(sheet, brand);
  const titleBottom = drawTitle(sheet, head, brand);
  const top = Math.max(page.top + 74, titleBottom + 16);
  const bottoms = [
    drawParty(sheet, wording.words.seller, withoutName(head.seller, brand.name), wording, page.left),
    ...(head.buyer ? [drawParty(sheet, wording.words.buyer, head.buyer, wording, page.left + columnWidth + gap)] : []),
    drawFacts(sheet, head, page.left + 2 * (columnWidth + gap)),
  ].map((draw) => draw(top));
  sheet.y = Math.max(...bottoms) + 26;
}

function drawBrand(sheet: Sheet, brand: PdfBrand): void {
  const width = brand.logo ? drawLogo(sheet, brand.logo, printable(brand.name)) : 0;
  // A wide logo spells the name; beside a mark the name is written.
  if (width > 1.5 * logoBox.height) return;
  const x = width === 0 ? page.left : page.left + width + 14;
  const style: Style = { ...strong, size: 15, leading: 19 };
  const lines = linesOf(sheet, printable(brand.name), style, 250 - width).slice(0, 2);
  const top = page.top + (width === 0 ? 0 : (logoBox.height - lines.length * style.leading) / 2 - 6);
  drawTagged(sheet, sheet.root, 'P', () =>
    lines.forEach((line, index) => drawLine(sheet, line, style, { x, y: top + index * style.leading, width: 250 })),
  );
}

/** As large as fits its box; tells how wide that is. */
function drawLogo(sheet: Sheet, logo: Uint8Array, name: string): number {
  const picture = Buffer.from(logo);
  const { width, height } = sheet.doc.openImage(picture);
  const scale = Math.min(logoBox.width / width, logoBox.height / height);
  const [x, y, size] = [page.left, page.top - 6, { width: width * scale, height: height * scale }];
  drawTagged(sheet, sheet.root, 'Figure', () => sheet.doc.image(picture, x, y, size), {
    alt: name,
    bbox: [x, y, x + size.width, y + size.height],
  });
  return size.width;
}

function drawTitle(sheet: Sheet, head: PdfHead, brand: PdfBrand): number {
  const width = 230;
  const x = page.right - width;
  const title: Style = { ...strong, size: 22, leading: 26, color: brand.accent };
  const number: Style = { ...body, size: 12, leading: 15 };
  const lines = linesOf(sheet, printable(head.number), number, width).slice(0, 12);
  const top = page.top + 20;
  drawTagged(sheet, sheet.root, 'H1', () => {
    drawLine(sheet, head.title, title, { x, y: page.top - 8, width, align: 'right' });
    lines.forEach((line, index) =>
      drawLine(sheet, line, number, { x, y: top + index * number.leading, width, align: 'right' }),
    );
  });
  return top + lines.length * number.leading;
}

/** The brand stands above already. */
function withoutName(seller: Party, brandName: string): Party {
  return seller.tradingName === brandName ? { ...seller, tradingName: null } : seller;
}

type DrawFrom = (top: number) => number;

function drawParty(sheet: Sheet, label: string, party: Party, wording: PdfWording, x: number): DrawFrom {
  const { words } = wording;
  const { vatNumber, registrationNumber, tradingName } = party;
  const lines: [string, Style][] = [
    [label, small],
    [party.name, strong],
    ...(tradingName && tradingName !== party.name ? [[tradingName, body] satisfies [string, Style]] : []),
    ...partyAddress(party, wording).map((line): [string, Style] => [line, body]),
    ...[party.contactName, party.email, party.phone]
      .filter((line) => line !== null)
      .map((line): [string, Style] => [line, body]),
    ...(vatNumber ? [[words.vatNumber({ number: vatNumber }), small] satisfies [string, Style]] : []),
    ...(registrationNumber && registrationNumber !== vatNumber
      ? [[words.registrationNumber({ number: registrationNumber }), small] satisfies [string, Style]]
      : []),
  ];
  return (top) => {
    sheet.y = top;
    const section = addElement(sheet, sheet.root, 'Sect');
    for (const [text, style] of lines) drawText(sheet, section, 'P', printable(text), style, { x, width: columnWidth });
    return sheet.y;
  };
}

function partyAddress({ address }: Party, wording: PdfWording): string[] {
  return [...addressLines(address), ...(address.country === null ? [] : [wording.country(address.country)])];
}

function drawFacts(sheet: Sheet, { facts }: PdfHead, x: number): DrawFrom {
  const rows = facts.filter((row): row is [string, string] => row[1] !== null && row[1] !== '');
  return (top) => {
    sheet.y = top;
    const section = addElement(sheet, sheet.root, 'Sect');
    for (const [label, value] of rows) {
      drawText(sheet, section, 'P', label, { ...small, color: quiet }, { x, width: columnWidth });
      drawText(sheet, section, 'P', printable(value), body, { x, width: columnWidth });
      sheet.y += 3;
    }
    return sheet.y;
  };
}
