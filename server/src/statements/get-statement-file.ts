import type { StatementRequest } from '@quittance/shared/statement-request.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { contentDisposition } from '../documents/document-files.ts';
import { findDocumentFigures } from '../documents/document-figure-queries.ts';
import { pdfBrandOf } from '../documents/pdf-brand.ts';
import { pdfWordingOf } from '../documents/pdf-wording.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { getPrintedAccount } from './account-queries.ts';
import { getStatement } from './get-statement.ts';
import { statementCsv } from './statement-csv.ts';

export type StatementFormat = 'pdf' | 'csv';
export type StatementFile = { bytes: Uint8Array; fileName: string };

/** Some fifty pages. Ten times as many would keep the server from everybody else for seconds. */
const pdfEntriesMax = 2000;

type FileDeps = Pick<Deps, 'db' | 'clock' | 'files'>;

/** In the customer's language. Drawn anew each time: until its period is over by far, a statement may still change. */
export async function getStatementFile(
  deps: FileDeps,
  reader: ReaderScope,
  request: StatementRequest,
  format: StatementFormat,
): Promise<StatementFile> {
  const statement = await getStatement(deps, reader, request);
  if (format === 'pdf') refuseLength(statement.entries.length);
  const account = await getPrintedAccount(deps.db, reader, request);
  const wording = pdfWordingOf([account.customerLanguage, account.entityLanguage], request.currency);
  const name = `${wording.words.statement.title} ${account.brandName} ${request.currency} ${request.from} ${request.to}`;
  const fileName = titledFileName(`${name}.${format}`, `statement.${format}`);
  if (format === 'csv') {
    const ids = statement.entries.flatMap((entry) => ('documentId' in entry ? entry.documentId : []));
    const figures = await findDocumentFigures(deps.db, reader, [...new Set(ids)]);
    return { bytes: statementCsv(statement, figures, wording), fileName };
  }
  const { seller, buyer } = account;
  const brand = await pdfBrandOf(deps, account.brandName, account.branding);
  const { renderStatementPdf } = await import('./render-statement-pdf.ts');
  return { bytes: await renderStatementPdf({ statement, parties: { seller, buyer }, brand, wording }), fileName };
}

function refuseLength(entriesCount: number): void {
  if (entriesCount <= pdfEntriesMax) return;
  const message = `is too early for a PDF: there are ${entriesCount} entries, and at most ${pdfEntriesMax} are printed. Choose a shorter period, or take the CSV`;
  throw new AppError('statement_too_long', `query.from: ${message}`, { issues: [{ path: 'query.from', message }] });
}

/** A PDF to look at or to keep, a CSV to keep. */
export async function statementResponse(
  deps: FileDeps,
  reader: ReaderScope,
  request: StatementRequest,
  format: StatementFormat,
): Promise<Response> {
  const { bytes, fileName } = await getStatementFile(deps, reader, request, format);
  const headers = {
    'Content-Type': format === 'pdf' ? 'application/pdf' : 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': contentDisposition(format === 'pdf' ? 'inline' : 'attachment', fileName),
  };
  return new Response(new Uint8Array(bytes), { headers });
}
