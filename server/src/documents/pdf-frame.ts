import { lackingMark } from './pdf-fonts.ts';
import type { PdfBrand } from './pdf-head.ts';
import { drawLine, drawText, linesOf, page, pageWidth, small, type Sheet } from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

/** Band, footer and page number, drawn last because only now the number of pages is known. */
export function drawPageFrames(
  sheet: Sheet,
  { title, brand, wording }: { title: string; brand: PdfBrand; wording: PdfWording },
): void {
  const { doc } = sheet;
  const footer = linesOf(sheet, printable(brand.legalFooter ?? ''), small, pageWidth - 90).slice(0, 3);
  const [heading = ''] = linesOf(sheet, `${title} · ${printable(brand.name)}`, small, pageWidth);
  drawLackNote(sheet, wording);
  const { count } = doc.bufferedPageRange();
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

/** Nobody shall have to guess whether an empty box was meant. */
function drawLackNote(sheet: Sheet, { words }: PdfWording): void {
  if (!sheet.lacksLetters) return;
  sheet.y += 14;
  drawText(sheet, sheet.root, 'P', words.lacking({ mark: lackingMark }), small);
}
