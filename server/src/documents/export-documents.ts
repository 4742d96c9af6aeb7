import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import type { DocumentExport } from '@quittance/shared/document-query.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import { principalOf, type PrincipalScope, type ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { safeFileName } from '../imports/safe-file-name.ts';
import { contentDisposition } from './document-files.ts';
import { listDocuments } from './document-list-queries.ts';
import type { DocumentRow } from './document-queries.ts';
import { narrowedReader } from './list-documents.ts';
import { pdfWordingOf, type PdfWording } from './pdf-wording.ts';
import { findStandings } from './read-document.ts';
import { searchOf } from './search-documents.ts';
import { tableCsv, type Table, type TableCell } from './table-files.ts';

const exportsAnHour: RateLimit = { name: 'exported lists', max: 120, windowSeconds: 3600 };
const defaultLimits = { rowsMax: 20_000, rowsAtOnce: 500 };

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A whole list of the portal, narrowed and sorted as it is shown there. */
export async function documentsFileResponse(
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'workbooks'>,
  everything: PrincipalScope,
  wanted: DocumentExport,
  { format, language }: { format: 'csv' | 'xlsx'; language: string | null },
  limits = defaultLimits,
): Promise<Response> {
  const { isOver, retryAfterSeconds } = await countOne(deps, exportsAnHour, principalOf(everything));
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
  const wording = pdfWordingOf([language], 'EUR');
  const summaries = await listAll(deps, everything, wanted, limits);
  const table = tableOf(summaries, wording);
  const bytes = format === 'csv' ? tableCsv(table) : await deps.workbooks.write(table);
  const today = deps.clock.now().toISOString().slice(0, 10);
  const headers = {
    'Content-Type': mediaTypes[format],
    'Content-Disposition': contentDisposition('attachment', safeFileName(`${table.name} ${today}.${format}`, 'list')),
  };
  return new Response(new Uint8Array(bytes), { headers });
}

async function listAll(
  deps: Pick<Deps, 'db' | 'clock'>,
  everything: ReaderScope,
  { sort, direction, ...filter }: DocumentExport,
  { rowsMax, rowsAtOnce }: typeof defaultLimits,
): Promise<DocumentSummary[]> {
  const reader = narrowedReader(everything, filter);
  const own = ownOrder[filter.list];
  const order = { sort: sort ?? own.sort, direction: direction ?? own.direction };
  const summaries: DocumentSummary[] = [];
  const search = await searchOf(deps, reader, filter);
  let after: DocumentRow | null = null;
  for (;;) {
    const page = { order, after, limit: rowsAtOnce };
    const rows: DocumentRow[] = await listDocuments(deps.db, reader, search, page);
    const standings = await findStandings(deps, reader, rows);
    summaries.push(...rows.flatMap((row) => standings.get(row.id)?.summary ?? []));
    if (summaries.length > rowsMax)
      throw new AppError('too_many_documents', `at most ${rowsMax} rows go into one file`);
    after = rows.at(-1) ?? null;
    if (rows.length < rowsAtOnce || !after) return summaries;
  }
}

function tableOf(summaries: readonly DocumentSummary[], { words }: PdfWording): Table {
  const { columns } = words.files;
  const { number, currency } = words.statement.columns;
  const names = [columns.kind, number, columns.issueDate, columns.dueDate, columns.entity, columns.customer];
  return {
    name: words.files.documents,
    head: [...names, columns.total, columns.amountDue, currency, columns.status, columns.paidDate],
    rows: summaries.map((summary) => rowOf(summary, words)),
  };
}

function rowOf(summary: DocumentSummary, words: PdfWording['words']): TableCell[] {
  const { kind, currency } = summary;
  return [
    words.title[kind],
    summary.number,
    { date: summary.issueDate },
    { date: kind === 'invoice' ? summary.dueDate : null },
    summary.entityName,
    summary.customerName,
    { minor: summary.payableMinor, currency },
    { minor: summary.amountDueMinor, currency },
    currency,
    words.files.status[summary.status],
    { date: summary.paidDate },
  ];
}
