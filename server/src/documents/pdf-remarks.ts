import { addElement, body, drawText, makeRoom, strong, type Sheet } from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';

const gap = 14;

/** Paragraphs, under a title where they have one; nothing where there are none. */
export function drawRemarks(sheet: Sheet, title: string | null, texts: readonly string[]): void {
  const printed = texts.map(printable).filter((text) => text !== '');
  if (printed.length === 0) return;
  makeRoom(sheet, gap + strong.leading + body.leading);
  sheet.y += gap;
  const section = addElement(sheet, sheet.root, 'Sect');
  if (title !== null) drawText(sheet, section, 'H2', title, strong);
  for (const text of printed) {
    sheet.y += 2;
    drawText(sheet, section, 'P', text, body);
  }
}
