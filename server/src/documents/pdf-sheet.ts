import { openArchive, type PdfAbout } from './pdf-archive.ts';
import { drawable, type FontName } from './pdf-fonts.ts';
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
  /** Whether something is drawn that the typeface has no letter for. */
  lacksLetters: boolean;
  finished: Promise<Uint8Array>;
};

export function openSheet(about: PdfAbout): Sheet {
  const { doc, finished } = openArchive(about);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return { doc, root, y: page.top, lacksLetters: false, finished };
}

export function closeSheet(sheet: Sheet): Promise<Uint8Array> {
  sheet.root.end();
  sheet.doc.end();
  return sheet.finished;
}

export function widthOf(sheet: Sheet, text: string, style: Style): number {
  return sheet.doc.font(style.font).fontSize(style.size).widthOfString(drawable(text));
}

export function linesOf(sheet: Sheet, text: string, style: Style, width: number): string[] {
  sheet.doc.font(style.font).fontSize(style.size);
  const isDrawable = drawable(text) === text;
  if (!isDrawable) sheet.lacksLetters = true;
  return wrapLines(text, width, (part) => sheet.doc.widthOfString(isDrawable ? part : drawable(part)));
}

/** A letter that the typeface lacks is drawn as a mark, and stays itself for whoever copies or listens. */
export function drawLine(
  sheet: Sheet,
  line: string,
  style: Style,
  place: { x: number; y: number; width: number; align?: 'left' | 'right' },
): void {
  const { doc } = sheet;
  const shown = drawable(line);
  doc.font(style.font).fontSize(style.size).fillColor(style.color);
  const x = place.align === 'right' ? place.x + place.width - doc.widthOfString(shown) : place.x;
  if (shown !== line) doc.markContent('Span', { actual: line });
  doc.text(shown, x, place.y, { lineBreak: false });
  if (shown !== line) doc.endMarkedContent();
}

type ElementOptions = PDFKit.Mixins.StructureElementOptions;

export function addElement(sheet: Sheet, parent: Element, tag: string, options: ElementOptions = {}): Element {
  const element = sheet.doc.struct(tag, options);
  parent.add(element);
  return element;
}

/** Content that a screen reader reads as this element; one that is torn over two pages has two parts. */
export function drawPart(sheet: Sheet, element: Element, draw: () => void): void {
  const content = sheet.doc.markStructureContent(element.dictionary.data.S);
  draw();
  sheet.doc.endMarkedContent();
  element.add(content);
}

/** Content that a screen reader reads, as the given kind of element. */
export function drawTagged(
  sheet: Sheet,
  parent: Element,
  tag: string,
  draw: () => void,
  options: ElementOptions = {},
): void {
  drawPart(sheet, addElement(sheet, parent, tag, options), draw);
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
  const element = addElement(sheet, parent, tag);
  while (lines.length > 0) {
    makeRoom(sheet, style.leading);
    const fitting = lines.slice(0, Math.max(1, Math.floor((page.bottom - sheet.y) / style.leading)));
    const top = sheet.y;
    drawPart(sheet, element, () =>
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

declare global {
  namespace PDFKit {
    // All are in pdfkit; the published types are older.
    interface PDFStructureElement {
      dictionary: { data: { S: string } };
    }
    namespace Mixins {
      interface PDFImage {
        openImage(source: Buffer): { width: number; height: number };
      }
      interface StructureElementOptions {
        scope?: 'Column' | 'Row';
        /** Left, top, right, bottom. */
        bbox?: readonly [number, number, number, number];
      }
    }
  }
}
