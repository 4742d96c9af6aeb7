import { PDFiumLibrary } from '@hyzyla/pdfium';

let library: ReturnType<typeof PDFiumLibrary.init> | undefined;

/** What a PDF reader finds in a file: the text of each page, in the order in which it is drawn. */
export async function pdfText(bytes: Uint8Array): Promise<{ pages: string[]; text: string }> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(bytes);
  const pages = Array.from(document.pages(), (page) => page.getText().replaceAll('\r\n', '\n'));
  document.destroy();
  return { pages, text: pages.join('\n') };
}

/** The smallest PDF with one page: its size, and what it draws. */
export function onePagePdf(mediaBox: string, content: Uint8Array = Buffer.of(), filter = '[]'): Uint8Array {
  const head = [
    '%PDF-1.7',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
    `3 0 obj << /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents 4 0 R >> endobj`,
    `4 0 obj << /Length ${content.length} /Filter ${filter} >> stream\n`,
  ].join('\n');
  const tail = '\nendstream endobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF\n';
  return Buffer.concat([Buffer.from(head), content, Buffer.from(tail)]);
}
