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
export function onePagePdf(mediaBox: string, content = ''): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents 4 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n`);
}
