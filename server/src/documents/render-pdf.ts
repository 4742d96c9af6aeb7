import { readableAccent } from '@quittance/shared/accent.ts';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';
import { headOf } from './pdf-facts.ts';
import { drawPageFrames } from './pdf-frame.ts';
import { drawHead, type PdfBrand } from './pdf-head.ts';
import { drawLines } from './pdf-lines.ts';
import { drawTransfer } from './pdf-payment.ts';
import { drawRemarks } from './pdf-remarks.ts';
import type { SourceFile } from './pdf-source.ts';
import { closeSheet, openSheet } from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import { drawTotals } from './pdf-totals.ts';
import { pdfWordingOf } from './pdf-wording.ts';

export type PdfInput = {
  content: DocumentContent;
  brand: PdfBrand;
  /** Null where nothing is to be paid, or no account is known. */
  transfer: TransferInstructions | null;
  /** The customer's language tag, then what stands in for it. */
  languages: readonly (string | null)[];
  /** The file that it was read from, to be carried along. */
  source: SourceFile | null;
};

/** An invoice or credit note as PDF: everything is drawn from the data given, nothing is fetched or read because a text says so. */
export async function renderDocumentPdf({
  content,
  brand,
  transfer,
  languages,
  source,
}: PdfInput): Promise<Uint8Array> {
  const wording = pdfWordingOf(languages, content.currency);
  const { accent } = readableAccent(brand.accent, '#ffffff');
  const title = `${wording.words.title[content.kind]} ${printable(content.number)}`;
  const sheet = openSheet({
    title,
    author: printable(brand.name),
    language: wording.language,
    date: new Date(`${content.issueDate}T00:00:00Z`),
    source,
  });
  drawHead(sheet, headOf(content, wording), { ...brand, accent }, wording);
  await drawLines(sheet, content.lines, wording);
  drawTotals(sheet, content, accent, wording);
  if (transfer) drawTransfer(sheet, transfer, wording.money(content.totals.payableMinor), wording);
  drawRemarks(sheet, wording.words.terms, content.paymentTerms === null ? [] : [content.paymentTerms]);
  drawRemarks(sheet, wording.words.notes, content.notes);
  drawPageFrames(sheet, { title, brand: { ...brand, accent }, wording });
  return closeSheet(sheet);
}
