import { setImmediate } from 'node:timers/promises';
import {
  addElement,
  drawArtifact,
  drawLine,
  drawPart,
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

/** One of them is wide: it gets the room that the others leave, its texts are broken into lines. */
export type TableColumn = { head: string; align: 'left' | 'right'; isWide?: true };
/** Texts below each other, fit to be drawn. */
export type TableCell = readonly Line[];

type Line = { text: string; style: Style };
type Column = TableColumn & { x: number; width: number };
/** Cells broken into lines. */
type Row = { cells: Line[][]; height: number };

const gutter = 12;
const rowPadding = 5;
const narrowWidthMax = 110;
/** A row that is higher than this may begin on one page and end on the next. */
const tornAbove = 200;
const headStyle: Style = { ...small, font: 'bold' };

/** A table over as many pages as it takes, its head repeated on each. */
export async function drawTable(
  sheet: Sheet,
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const placed = placedColumns(sheet, columns, rows);
  const table = addElement(sheet, sheet.root, 'Table');
  for (const [index, cells] of rows.entries()) {
    const row = rowOf(sheet, cells, placed);
    const isNewPage = makeRoom(sheet, (row.height > tornAbove ? tornAbove / 4 : row.height) + (index === 0 ? 30 : 0));
    // A document of a thousand pages must not hold up everybody else.
    if (isNewPage) await setImmediate();
    // The head is read aloud once; repeated on later pages it is for the eye only.
    if (index === 0 || isNewPage) drawTableHead(sheet, index === 0 ? table : null, placed);
    drawRow(sheet, table, row, placed);
  }
}

/** The narrow ones get the room that the widest of their texts needs, up to a limit. */
function placedColumns(
  sheet: Sheet,
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
): Column[] {
  const widths = columns.map(({ head, isWide }, index) => {
    if (isWide) return 0;
    const texts = rows.flatMap((row) => row[index] ?? []);
    const needed = new Set(texts.map(({ text, style }) => widthOf(sheet, text, style)));
    return Math.min(narrowWidthMax, Math.max(widthOf(sheet, head, headStyle), ...needed) + 1);
  });
  const wideWidth = pageWidth - widths.reduce((sum, width) => sum + width, (columns.length - 1) * gutter);
  let x = page.left;
  return columns.map((column, index) => {
    const placed = { ...column, x, width: column.isWide ? wideWidth : (widths[index] ?? 0) };
    x += placed.width + gutter;
    return placed;
  });
}

function rowOf(sheet: Sheet, row: readonly TableCell[], columns: readonly Column[]): Row {
  const cells = columns.map(({ width }, index) =>
    (row[index] ?? []).flatMap(({ text, style }) =>
      text === '' ? [] : linesOf(sheet, text, style, width).map((part) => ({ text: part, style })),
    ),
  );
  return { cells, height: Math.max(...cells.map(heightOf)) + 2 * rowPadding };
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { style }) => sum + style.leading, 0);
}

function drawTableHead(sheet: Sheet, table: Element | null, columns: readonly Column[]): void {
  // pdfkit never finishes a document that has an element without a parent.
  const row = table && addElement(sheet, table, 'TR');
  for (const column of columns) {
    const draw = () => drawLine(sheet, column.head, headStyle, { ...column, y: sheet.y });
    if (row) drawTagged(sheet, row, 'TH', draw, { scope: 'Column' });
    else drawArtifact(sheet, 'Pagination', draw);
  }
  sheet.y += headStyle.leading + 3;
  drawRule(sheet, sheet.y, { color: '#8a939a' });
}

/** A row higher than the rest of the page goes on over the next ones; all but its wide cell stay where it began. */
function drawRow(sheet: Sheet, table: Element, row: Row, columns: readonly Column[]): void {
  const element = addElement(sheet, table, 'TR');
  const elements = columns.map(() => addElement(sheet, element, 'TD'));
  const wideAt = columns.findIndex(({ isWide }) => isWide);
  let { cells } = row;
  sheet.y += rowPadding;
  for (;;) {
    const [fitting, rest] = splitAt(cells[wideAt] ?? [], page.bottom - sheet.y);
    const heights = cells.map((lines, index) =>
      drawCell(sheet, elements[index], index === wideAt ? fitting : lines, columns[index]),
    );
    sheet.y += Math.max(...heights);
    if (rest.length === 0) break;
    cells = columns.map((_, index) => (index === wideAt ? rest : []));
    sheet.doc.addPage();
    sheet.y = page.top;
    drawTableHead(sheet, null, columns);
    sheet.y += rowPadding;
  }
  sheet.y += rowPadding;
  drawRule(sheet, sheet.y);
}

function splitAt(lines: Line[], room: number): [Line[], Line[]] {
  let used = 0;
  const end = lines.findIndex(({ style }) => (used += style.leading) > room);
  return end === -1 ? [lines, []] : [lines.slice(0, Math.max(1, end)), lines.slice(Math.max(1, end))];
}

function drawCell(
  sheet: Sheet,
  element: Element | undefined,
  lines: readonly Line[],
  column: Column | undefined,
): number {
  if (!element || !column || lines.length === 0) return 0;
  let y = sheet.y;
  drawPart(sheet, element, () => {
    for (const { text, style } of lines) {
      drawLine(sheet, text, style, { ...column, y });
      y += style.leading;
    }
  });
  return y - sheet.y;
}
