import { readableAccent } from '@quittance/shared/accent.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { TransferInstructions } from '@quittance/shared/payment.ts';
import { drawHead, type PdfBrand } from './pdf-head.ts';
import { drawLines } from './pdf-lines.ts';
import { drawTransfer } from './pdf-payment.ts';
import {
  body,
  closeSheet,
  drawLine,
  drawText,
  linesOf,
  makeRoom,
  openSheet,
  page,
  pageWidth,
  small,
  strong,
  type Sheet,
} from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import { drawTotals } from './pdf-totals.ts';
import { pdfWordingOf, type PdfWording } from './pdf-wording.ts';

export type PdfInput = {
  content: DocumentContent;
  brand: PdfBrand;
  /** Null where nothing is to be paid, or no account is known. */
  transfer: TransferInstructions | null;
  /** The customer's language tag, then what stands in for it. */
  languages: readonly (string | null)[];
};

/** An invoice or credit note as PDF: everything is drawn from the data given, nothing is fetched or read because a text says so. */
export async function renderDocumentPdf({ content, brand, transfer, languages }: PdfInput): Promise<Uint8Array> {
  const wording = pdfWordingOf(languages, content.currency);
  const { accent } = readableAccent(brand.accent, '#ffffff');
  const title = `${wording.words.title[content.kind]} ${printable(content.number)}`;
  const sheet = openSheet({
    title,
    author: printable(brand.name),
    language: wording.language,
    date: new Date(`${content.issueDate}T00:00:00Z`),
  });
  drawHead(sheet, content, { ...brand, accent }, wording);
  await drawLines(sheet, content.lines, wording);
  drawTotals(sheet, content, accent, wording);
  if (transfer) drawTransfer(sheet, transfer, wording);
  drawRemarks(sheet, wording.words.terms, content.paymentTerms === null ? [] : [content.paymentTerms]);
  drawRemarks(sheet, wording.words.notes, content.notes);
  drawPageFrames(sheet, { title, brand: { ...brand, accent }, wording });
  return closeSheet(sheet);
}

const gap = 14;

function drawRemarks(sheet: Sheet, title: string, texts: readonly string[]): void {
  const printed = texts.map(printable).filter((text) => text !== '');
  if (printed.length === 0) return;
  makeRoom(sheet, gap + strong.leading + body.leading);
  sheet.y += gap;
  const section = sheet.doc.struct('Sect');
  sheet.root.add(section);
  drawText(sheet, section, 'H2', title, strong);
  for (const text of printed) {
    sheet.y += 2;
    drawText(sheet, section, 'P', text, body);
  }
}

/** Band, footer and page number, drawn last because only now the number of pages is known. */
function drawPageFrames(
  sheet: Sheet,
  { title, brand, wording }: { title: string; brand: PdfBrand; wording: PdfWording },
): void {
  const { doc } = sheet;
  const { count } = doc.bufferedPageRange();
  const footer = linesOf(sheet, printable(brand.legalFooter ?? ''), small, pageWidth - 90).slice(0, 3);
  const [heading = ''] = linesOf(sheet, `${title} · ${printable(brand.name)}`, small, pageWidth);
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.rect(0, 0, page.width, 7).fill(brand.accent);
    if (index > 0) drawLine(sheet, heading, small, { x: page.left, y: 26, width: pageWidth });
    footer.forEach((line, at) =>
      drawLine(sheet, line, small, { x: page.left, y: 790 + at * small.leading, width: pageWidth }),
    );
    const number = wording.words.page({ page: index + 1, pages: count });
    drawLine(sheet, number, small, { x: page.left, y: 790, width: pageWidth, align: 'right' });
    doc.endMarkedContent();
  }
}
