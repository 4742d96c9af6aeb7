import { setImmediate } from 'node:timers/promises';
import type { DocumentLine } from '@quittance/shared/document.ts';
import {
  body,
  drawArtifact,
  drawLine,
  drawRule,
  drawTagged,
  linesOf,
  makeRoom,
  page,
  pageWidth,
  small,
  widthOf,
  type Element,
  type Sheet,
  type Style,
} from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

type Column = { x: number; width: number; align: 'left' | 'right' };
type Line = { text: string; style: Style };
/** One row, broken into lines: the description, then quantity, price, VAT and amount. */
type Row = { cells: Line[][]; height: number };

const gutter = 12;
const rowPadding = 5;
const numbersWidthMax = 110;
/** A row that is higher than this may begin on one page and end on the next. */
const tornAbove = 200;
const headStyle: Style = { ...small, font: 'bold' };

/** What the document is about, line by line; over several pages its head is repeated. */
export async function drawLines(sheet: Sheet, lines: readonly DocumentLine[], wording: PdfWording): Promise<void> {
  if (lines.length === 0) return;
  const texts = lines.map((line) => numbersOf(line, wording));
  const columns = columnsOf(sheet, texts, wording);
  const table = sheet.doc.struct('Table');
  sheet.root.add(table);
  for (const [index, line] of lines.entries()) {
    const row = rowOf(sheet, line, texts[index] ?? [], columns);
    const isNewPage = makeRoom(sheet, (row.height > tornAbove ? tornAbove / 4 : row.height) + (index === 0 ? 30 : 0));
    // A document of a thousand pages must not hold up everybody else.
    if (isNewPage) await setImmediate();
    // The head is read aloud once; repeated on later pages it is for the eye only.
    if (index === 0 || isNewPage) drawTableHead(sheet, index === 0 ? table : null, columns, wording);
    drawRow(sheet, table, row, columns, wording);
  }
}

function numbersOf(line: DocumentLine, { words, money, price, quantity, decimal }: PdfWording): string[] {
  const base = line.priceBaseQuantity;
  const unitPrice = price(line.unitPrice);
  return [
    quantity(line.quantity, line.unitCode),
    base === null || Number(base) === 1 ? unitPrice : words.pricePer({ price: unitPrice, quantity: decimal(base) }),
    vatText(line, { words, decimal }),
    money(line.netMinor),
  ].map(printable);
}

export function vatText(
  { vatCategory, vatRate }: { vatCategory: string; vatRate: string | null },
  { words, decimal }: Pick<PdfWording, 'words' | 'decimal'>,
): string {
  const category = Object.entries(words.vatCategory).find(([code]) => code === vatCategory)?.[1];
  return category ?? (vatRate === null ? vatCategory : `${decimal(shortest(vatRate))}\u00a0%`);
}

/** `21.00` is printed as `21`, `5.50` as `5.5`. */
function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Numbers get the room that the widest of them needs, up to a limit; the description gets the rest. */
function columnsOf(sheet: Sheet, rows: readonly string[][], { words }: PdfWording): Column[] {
  const { description: _, ...heads } = words.columns;
  const widths = Object.values(heads).map((head, index) => {
    const needed = rows.map((row) => widthOf(sheet, row[index] ?? '', body));
    return Math.min(numbersWidthMax, Math.max(widthOf(sheet, head, headStyle), ...new Set(needed)) + 1);
  });
  const taken = widths.reduce((sum, width) => sum + width + gutter, 0);
  let x = page.left;
  return [pageWidth - taken, ...widths].map((width, index) => {
    const column: Column = { x, width, align: index === 0 ? 'left' : 'right' };
    x += width + gutter;
    return column;
  });
}

function rowOf(sheet: Sheet, line: DocumentLine, numbers: readonly string[], columns: readonly Column[]): Row {
  const width = columns[0]?.width ?? pageWidth;
  const texts: [string | null, Style][] = [
    [line.name, body],
    [line.description, small],
    [line.note, small],
  ];
  const description = texts.flatMap(([text, style]) => {
    const clean = printable(text ?? '');
    return clean === '' ? [] : linesOf(sheet, clean, style, width).map((part) => ({ text: part, style }));
  });
  const cells = numbers.map((text, index) =>
    linesOf(sheet, text, body, columns[index + 1]?.width ?? 0).map((part) => ({ text: part, style: body })),
  );
  const all = [description, ...cells];
  return { cells: all, height: Math.max(...all.map(heightOf)) + 2 * rowPadding };
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { style }) => sum + style.leading, 0);
}

function drawTableHead(sheet: Sheet, table: Element | null, columns: readonly Column[], { words }: PdfWording): void {
  // pdfkit never finishes a document that has an element without a parent.
  const row = table && sheet.doc.struct('TR');
  if (row) table.add(row);
  const heads = Object.values(words.columns);
  columns.forEach((column, index) => {
    const draw = () => drawLine(sheet, heads[index] ?? '', headStyle, { ...column, y: sheet.y });
    if (row) drawHeadCell(sheet, row, draw);
    else drawArtifact(sheet, 'Pagination', draw);
  });
  sheet.y += headStyle.leading + 3;
  drawRule(sheet, sheet.y, { color: '#8a939a' });
}

function drawHeadCell(sheet: Sheet, row: Element, draw: () => void): void {
  const content = sheet.doc.markStructureContent('TH');
  draw();
  sheet.doc.endMarkedContent();
  row.add(sheet.doc.struct('TH', { scope: 'Column' }, content));
}

/** A row higher than the rest of the page goes on over the next ones, its numbers stay where it began. */
function drawRow(sheet: Sheet, table: Element, row: Row, columns: readonly Column[], wording: PdfWording): void {
  const element = sheet.doc.struct('TR');
  table.add(element);
  let [description = [], ...numbers] = row.cells;
  sheet.y += rowPadding;
  do {
    const room = page.bottom - sheet.y;
    const [fitting, rest] = splitAt(description, room);
    const heights = [fitting, ...numbers].map((lines, index) => drawCell(sheet, element, lines, columns[index]));
    sheet.y += Math.max(...heights);
    description = rest;
    numbers = [];
    if (rest.length > 0) {
      sheet.doc.addPage();
      sheet.y = page.top;
      drawTableHead(sheet, null, columns, wording);
      sheet.y += rowPadding;
    }
  } while (description.length > 0);
  sheet.y += rowPadding;
  drawRule(sheet, sheet.y);
}

function splitAt(lines: Line[], room: number): [Line[], Line[]] {
  let used = 0;
  const end = lines.findIndex(({ style }) => (used += style.leading) > room);
  return end === -1 ? [lines, []] : [lines.slice(0, Math.max(1, end)), lines.slice(Math.max(1, end))];
}

function drawCell(sheet: Sheet, row: Element, lines: readonly Line[], column: Column | undefined): number {
  if (!column) return 0;
  let y = sheet.y;
  drawTagged(sheet, row, 'TD', () => {
    for (const { text, style } of lines) {
      drawLine(sheet, text, style, { ...column, y });
      y += style.leading;
    }
  });
  return y - sheet.y;
}
