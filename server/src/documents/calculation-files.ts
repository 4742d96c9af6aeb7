import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { readerLocale } from '@quittance/shared/language.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { ServerDeps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { contentDisposition } from './document-files.ts';
import { getCalculation } from './get-calculation.ts';
import { pdfBrandOf } from './pdf-brand.ts';
import { findPrintedDocument } from './pdf-document-queries.ts';
import { pdfWordingOf } from './pdf-wording.ts';

type PdfDeps = Pick<ServerDeps, 'db' | 'clock' | 'files' | 'portal'>;
type Which = { invoiceId: string; asOfDate?: CalendarDate | undefined };

/** The calculation of an invoice as of a day on paper, in the customer's language. */
export async function calculationPdfResponse(deps: PdfDeps, reader: ReaderScope, which: Which): Promise<Response> {
  const { bytes, fileName } = await getCalculationPdf(deps, reader, which);
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition('inline', fileName),
  };
  return new Response(new Uint8Array(bytes), { headers });
}

/** Drawn anew each time: tomorrow it is another one. */
async function getCalculationPdf(
  deps: PdfDeps,
  reader: ReaderScope,
  which: Which,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const { calculatedAt: _, ...calculation } = await getCalculation(deps, reader, which);
  const document = await findPrintedDocument(deps.db, reader, which.invoiceId);
  if (!document) throw new AppError('not_found');
  const { content, number, entityName, branding, kind, disputedAt } = document;
  const isDisputed = disputedAt !== null;
  const languages = [document.customerLanguage, document.entityLanguage];
  const wording = pdfWordingOf(languages, calculation.currency);
  const { asOfDate } = calculation;
  const text = deps.portal.calculationText(calculation, { kind, isDisputed }, readerLocale(languages).locale);
  const brand = await pdfBrandOf(deps, entityName, branding);
  const name = `${number} ${wording.words.calculation.title} ${asOfDate}.pdf`;
  const { renderCalculationPdf } = await import('./render-calculation-pdf.ts');
  return {
    bytes: await renderCalculationPdf({ content, text, asOfDate, brand, wording }),
    fileName: titledFileName(name, 'calculation.pdf'),
  };
}
