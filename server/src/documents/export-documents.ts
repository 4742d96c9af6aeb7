import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import type { DocumentExport } from '@quittance/shared/document-query.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import { principalOf, type PrincipalScope, type ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { contentDisposition } from './document-files.ts';
import { listDocuments } from './document-list-queries.ts';
import type { DocumentRow } from './document-queries.ts';
import { narrowedReader } from './list-documents.ts';
import { documentCells, documentHead } from './document-cells.ts';
import { findDocumentFigures, type DocumentFigures } from './document-figure-queries.ts';
import { fileWordsOf, type FileWords } from './pdf-wording.ts';
import { findStandings } from './read-document.ts';
import { searchOf } from './search-documents.ts';
import { tableCsv, type Table } from './table-files.ts';

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
  const wording = fileWordsOf(language);
  const name = wording.words.files.lists[wanted.list];
  const table = tableOf(await listAll(deps, everything, wanted, limits), name, wording);
  const bytes = format === 'csv' ? tableCsv(table) : await deps.workbooks.write(table);
  const fileName = `${fileNameOf(name, wanted, wording, deps.clock.now())}.${format}`;
  const headers = {
    'Content-Type': mediaTypes[format],
    'Content-Disposition': contentDisposition('attachment', titledFileName(fileName, `list.${format}`)),
  };
  return new Response(new Uint8Array(bytes), { headers });
}

async function listAll(
  deps: Pick<Deps, 'db' | 'clock'>,
  everything: ReaderScope,
  { sort, direction, ...filter }: DocumentExport,
  { rowsMax, rowsAtOnce }: typeof defaultLimits,
): Promise<Listed[]> {
  const reader = narrowedReader(everything, filter);
  const own = ownOrder[filter.list];
  const order = { sort: sort ?? own.sort, direction: direction ?? own.direction };
  const listed: Listed[] = [];
  const search = await searchOf(deps, reader, filter);
  let after: DocumentRow | null = null;
  for (;;) {
    const page = { order, after, limit: rowsAtOnce };
    const rows: DocumentRow[] = await listDocuments(deps.db, reader, search, page);
    const standings = await findStandings(deps, reader, rows);
    const figures = await findDocumentFigures(
      deps.db,
      reader,
      rows.map(({ id }) => id),
    );
    for (const { id } of rows) {
      const summary = standings.get(id)?.summary;
      if (summary) listed.push({ summary, figures: figures.get(id) });
    }
    if (listed.length > rowsMax) throw new AppError('too_many_documents', `at most ${rowsMax} rows go into one file`);
    after = rows.at(-1) ?? null;
    if (rows.length < rowsAtOnce || !after) return listed;
  }
}

type Listed = { summary: DocumentSummary; figures: DocumentFigures | undefined };

function tableOf(listed: readonly Listed[], name: string, wording: FileWords): Table {
  return {
    name,
    head: documentHead(wording),
    rows: listed.map(({ summary, figures }) => documentCells(summary, figures, wording)),
  };
}

/** What it holds: which list, of which days if it was narrowed to some, as it stood when. */
function fileNameOf(name: string, { from, to }: DocumentExport, { words }: FileWords, now: Date): string {
  const period = periodText(from, to, words);
  return [name, ...(period === null ? [] : [period]), `(${now.toISOString().slice(0, 10)})`].join(' ');
}

function periodText(from: string | undefined, to: string | undefined, words: FileWords['words']): string | null {
  if (from !== undefined && to !== undefined) return words.period({ from, to });
  if (from !== undefined) return words.periodFrom({ from });
  return to === undefined ? null : words.periodUntil({ to });
}
