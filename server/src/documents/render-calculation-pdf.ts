import { readableAccent } from '@quittance/shared/accent.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { CalculationText } from '../pages/portal-build.ts';
import { drawPageFrames } from './pdf-frame.ts';
import { drawHead, type PdfBrand, type PdfHead } from './pdf-head.ts';
import { drawRemarks } from './pdf-remarks.ts';
import { body, closeSheet, openSheet, small, strong } from './pdf-sheet.ts';
import { drawTable, type TableCell, type TableColumn } from './pdf-table.ts';
import { printable } from './pdf-text.ts';
import { drawTotalBlock } from './pdf-totals.ts';
import type { PdfWording } from './pdf-wording.ts';

export type CalculationPdfInput = {
  content: DocumentContent;
  text: CalculationText;
  asOfDate: string;
  brand: PdfBrand;
  wording: PdfWording;
};

/** "See calculation" in the look of the entity's invoices, line by line down to the amount due. */
export async function renderCalculationPdf(input: CalculationPdfInput): Promise<Uint8Array> {
  const { content, text, brand, wording } = input;
  const { words } = wording;
  const { accent } = readableAccent(brand.accent, '#ffffff');
  const number = printable(content.number);
  const title = `${words.calculation.title} · ${words.title.invoice} ${number}`;
  const sheet = openSheet({
    title,
    author: printable(brand.name),
    language: wording.language,
    date: new Date(`${input.asOfDate}T00:00:00Z`),
  });
  drawHead(sheet, headOf(content, wording), { ...brand, accent }, wording);
  const { what, amount } = words.calculation.columns;
  const columns: TableColumn[] = [
    { head: what, align: 'left', isWide: true },
    { head: amount, align: 'right' },
  ];
  await drawTable(
    sheet,
    columns,
    text.rows.map((row) => [wordsCell(row), [{ text: printable(row.amount), style: body }]]),
  );
  drawTotalBlock(sheet, [], { ...text.total, note: text.asOf, accent });
  drawRemarks(sheet, null, text.notes);
  drawRemarks(
    sheet,
    words.calculation.notDue,
    text.notDue.map(({ title: charge, details }) => [charge, ...details].join('\n')),
  );
  drawPageFrames(sheet, { title, brand: { ...brand, accent }, wording });
  return closeSheet(sheet);
}

function headOf({ number, seller, buyer, issueDate, dueDate }: DocumentContent, { words, date }: PdfWording): PdfHead {
  return {
    title: words.calculation.title,
    number: `${words.title.invoice} ${number}`,
    seller,
    buyer,
    facts: [
      [words.facts.issueDate, date(issueDate)],
      [words.facts.dueDate, dueDate === null ? null : date(dueDate)],
    ],
  };
}

function wordsCell({ title, details }: CalculationText['rows'][number]): TableCell {
  return [
    { text: printable(title), style: strong },
    ...details.map((detail) => ({ text: printable(detail), style: small })),
  ];
}
