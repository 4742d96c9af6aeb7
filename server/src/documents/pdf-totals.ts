import type { AllowanceCharge, DocumentContent } from '@quittance/shared/document.ts';
import { vatText } from './pdf-lines.ts';
import {
  addElement,
  body,
  drawLine,
  drawRule,
  drawTagged,
  linesOf,
  makeRoom,
  page,
  small,
  strong,
  widthOf,
  type Element,
  type Sheet,
  type Style,
} from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

export type TotalRow = { label: string; amount: string; style: Style; note: string | null };
/** What it all comes to, in the colour of the brand. */
export type GrandTotal = { label: string; amount: string; note: string | null; accent: string };

const blockWidth = 270;
const amountWidthMax = 130;
const blockGap = 14;
const rowGap = 3;
const grandTotalHeight = 50;
const togetherMax = 300;
const left = page.right - blockWidth;

/** From the sum of the lines to what is asked for, VAT by rate and category in between; every row adds up to the next total. */
export function drawTotals(sheet: Sheet, content: DocumentContent, accent: string, wording: PdfWording): void {
  const { words, money, date } = wording;
  drawTotalBlock(sheet, totalRows(content, wording), {
    label: words.totals.payable[content.kind],
    amount: money(content.totals.payableMinor),
    note: content.kind !== 'invoice' || content.dueDate === null ? null : words.dueBy({ date: date(content.dueDate) }),
    accent,
  });
}

export function drawTotalBlock(sheet: Sheet, rows: readonly TotalRow[], grandTotal: GrandTotal): void {
  const placed = rows.map((row) => placedRow(sheet, row));
  const height = placed.reduce((sum, row) => sum + row.height, blockGap + grandTotalHeight);
  // What adds up stands together, unless there is so much of it that half a page would stay empty.
  makeRoom(sheet, height <= togetherMax ? height : blockGap + grandTotalHeight);
  sheet.y += blockGap;
  const table = addElement(sheet, sheet.root, 'Table');
  for (const row of placed) drawTotal(sheet, table, row);
  drawGrandTotal(sheet, table, grandTotal);
}

function totalRows({ totals, allowanceCharges, taxSubtotals }: DocumentContent, wording: PdfWording): TotalRow[] {
  const { words, money } = wording;
  const row = (label: string, minor: number, style = body): TotalRow => ({
    label,
    amount: money(minor),
    style,
    note: null,
  });
  const taxes = taxSubtotals.map((tax) => ({
    label: words.totals.tax({ rate: vatText(tax, wording), base: money(tax.taxableMinor) }),
    amount: money(tax.taxMinor),
    style: body,
    note: tax.exemptionReason ?? reasonIn(words.vatReason, tax.vatCategory),
  }));
  return [
    ...(allowanceCharges.length > 0 ? [row(words.totals.linesNet, totals.linesNetMinor)] : []),
    ...allowanceCharges.map((part) =>
      row(reasonOf(part, wording), part.kind === 'allowance' ? -part.amountMinor : part.amountMinor),
    ),
    row(words.totals.taxExclusive, totals.taxExclusiveMinor, strong),
    ...taxes,
    row(words.totals.taxInclusive, totals.taxInclusiveMinor, strong),
    ...(totals.prepaidMinor === 0 ? [] : [row(words.totals.prepaid, -totals.prepaidMinor)]),
    ...(totals.roundingMinor === 0 ? [] : [row(words.totals.rounding, totals.roundingMinor)]),
  ];
}

function reasonIn(reasons: Record<string, string>, vatCategory: string): string | null {
  return Object.entries(reasons).find(([code]) => code === vatCategory)?.[1] ?? null;
}

function reasonOf({ kind, reason }: AllowanceCharge, { words }: PdfWording): string {
  return reason ?? words.totals[kind];
}

type PlacedRow = { lines: { text: string; style: Style }[]; row: TotalRow; amountWidth: number; height: number };

function placedRow(sheet: Sheet, row: TotalRow): PlacedRow {
  const { label, amount, style, note } = row;
  const amountWidth = Math.min(amountWidthMax, widthOf(sheet, amount, style) + 1);
  const labelWidth = blockWidth - amountWidth - 12;
  const linesIn = (text: string, styled: Style) =>
    linesOf(sheet, printable(text), styled, labelWidth).map((line) => ({ text: line, style: styled }));
  const lines = [...linesIn(label, style), ...(note === null ? [] : linesIn(note, small))];
  return { lines, row, amountWidth, height: lines.reduce((sum, line) => sum + line.style.leading, rowGap) };
}

function drawTotal(
  sheet: Sheet,
  table: Element,
  { lines, row: { amount, style }, amountWidth, height }: PlacedRow,
): void {
  makeRoom(sheet, Math.min(togetherMax, height));
  const row = addElement(sheet, table, 'TR');
  const top = sheet.y;
  drawRowHead(sheet, row, () => {
    for (const line of lines) {
      drawLine(sheet, line.text, line.style, { x: left, y: sheet.y, width: blockWidth - amountWidth });
      sheet.y += line.style.leading;
    }
  });
  drawTagged(sheet, row, 'TD', () =>
    drawLine(sheet, amount, style, { x: page.right - amountWidth, y: top, width: amountWidth, align: 'right' }),
  );
  sheet.y += rowGap;
}

function drawGrandTotal(sheet: Sheet, table: Element, { label, amount, note, accent }: GrandTotal): void {
  const style: Style = { ...strong, size: 18, leading: 23, color: accent };
  makeRoom(sheet, grandTotalHeight);
  sheet.y += 3;
  drawRule(sheet, sheet.y, { from: left, color: accent });
  sheet.y += 7;
  const row = addElement(sheet, table, 'TR');
  const top = sheet.y;
  drawRowHead(sheet, row, () => {
    drawLine(sheet, label, { ...strong, size: 11 }, { x: left, y: top + 6, width: 120 });
  });
  drawTagged(sheet, row, 'TD', () =>
    drawLine(sheet, amount, style, { x: left, y: top, width: blockWidth, align: 'right' }),
  );
  sheet.y += style.leading;
  if (note === null) return;
  drawTagged(sheet, sheet.root, 'P', () =>
    drawLine(sheet, note, body, { x: left, y: sheet.y, width: blockWidth, align: 'right' }),
  );
  sheet.y += body.leading;
}

function drawRowHead(sheet: Sheet, row: Element, draw: () => void): void {
  drawTagged(sheet, row, 'TH', draw, { scope: 'Row' });
}
