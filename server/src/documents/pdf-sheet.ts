import type { Font } from 'fontkit';
import PdfKit from 'pdfkit';
import { pdfFonts, type FontName } from './pdf-fonts.ts';
import { wrapLines } from './pdf-text.ts';

// Drawing on the pages of one document. Lengths are points from the top left corner of an A4 page.

export const page = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 52, bottom: 766 };
export const pageWidth = page.right - page.left;

export const ink = '#16191c';
export const quiet = '#5a636a';
const hairline = '#d5dade';

export type Style = { font: FontName; size: number; leading: number; color: string };
export const body: Style = { font: 'regular', size: 9.5, leading: 13, color: ink };
export const small: Style = { font: 'regular', size: 8.5, leading: 11.5, color: quiet };
export const strong: Style = { ...body, font: 'bold' };

export type Element = PDFKit.PDFStructureElement;

export type Sheet = {
  doc: PDFKit.PDFDocument;
  /** The root of what a screen reader follows. */
  root: Element;
  /** Where the next thing goes. */
  y: number;
  finished: Promise<Uint8Array>;
};

export function openSheet(about: { title: string; author: string; language: string; date: Date }): Sheet {
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: about.language,
    // Of the document, not of the moment: the same document gives the same bytes.
    info: { Title: about.title, Author: about.author, CreationDate: about.date, ModDate: about.date },
  });
  const fonts = pdfFonts();
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return { doc, root, y: page.top, finished: bytesOf(doc) };
}

export function closeSheet(sheet: Sheet): Promise<Uint8Array> {
  sheet.root.end();
  sheet.doc.end();
  return sheet.finished;
}

export function widthOf(sheet: Sheet, text: string, style: Style): number {
  return sheet.doc.font(style.font).fontSize(style.size).widthOfString(text);
}

export function linesOf(sheet: Sheet, text: string, style: Style, width: number): string[] {
  sheet.doc.font(style.font).fontSize(style.size);
  return wrapLines(text, width, (part) => sheet.doc.widthOfString(part));
}

export function drawLine(
  sheet: Sheet,
  line: string,
  style: Style,
  place: { x: number; y: number; width: number; align?: 'left' | 'right' },
): void {
  const { doc } = sheet;
  doc.font(style.font).fontSize(style.size).fillColor(style.color);
  const x = place.align === 'right' ? place.x + place.width - doc.widthOfString(line) : place.x;
  doc.text(line, x, place.y, { lineBreak: false });
}

/** Content that a screen reader reads, as the given kind of element. */
export function drawTagged(sheet: Sheet, parent: Element, tag: string, draw: () => void): void {
  const content = sheet.doc.markStructureContent(tag);
  draw();
  sheet.doc.endMarkedContent();
  parent.add(sheet.doc.struct(tag, {}, content));
}

/** Decoration and what repeats on every page: passed over when the document is read aloud. */
export function drawArtifact(sheet: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void {
  sheet.doc.markContent('Artifact', { type });
  draw();
  sheet.doc.endMarkedContent();
}

export function drawRule(sheet: Sheet, y: number, { from = page.left, to = page.right, color = hairline } = {}): void {
  drawArtifact(sheet, 'Layout', () =>
    sheet.doc.moveTo(from, y).lineTo(to, y).lineWidth(0.6).strokeColor(color).stroke(),
  );
}

/** A block of text at the cursor; moves the cursor below it, over as many pages as it takes. */
export function drawText(
  sheet: Sheet,
  parent: Element,
  tag: string,
  text: string,
  style: Style,
  { x = page.left, width = pageWidth }: { x?: number; width?: number } = {},
): void {
  let lines = linesOf(sheet, text, style, width);
  while (lines.length > 0) {
    makeRoom(sheet, style.leading);
    const fitting = lines.slice(0, Math.max(1, Math.floor((page.bottom - sheet.y) / style.leading)));
    const top = sheet.y;
    drawTagged(sheet, parent, tag, () =>
      fitting.forEach((line, index) => drawLine(sheet, line, style, { x, y: top + index * style.leading, width })),
    );
    sheet.y += fitting.length * style.leading;
    lines = lines.slice(fitting.length);
  }
}

/** Goes to a new page when less than `height` is left on this one. True when it did. */
export function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= page.bottom || sheet.y <= page.top) return false;
  sheet.doc.addPage();
  sheet.y = page.top;
  return true;
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

declare global {
  namespace PDFKit.Mixins {
    // All are in pdfkit; the published types are older.
    interface PDFImage {
      openImage(source: Buffer): { width: number; height: number };
    }
    interface PDFFont {
      registerFont(name: string, font: Font): this;
    }
    interface StructureElementOptions {
      scope?: 'Column' | 'Row';
    }
  }
}
