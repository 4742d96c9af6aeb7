import type { ImportedFile, ImportReport, Refusal } from '@quittance/shared/import-report.ts';
import { plainName } from '@quittance/shared/party-text.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { ReadFile } from './document-files.ts';
import { importDocument } from './import-document.ts';
import { insertImport } from './import-queries.ts';
import { recogniseFile } from './recognise-file.ts';

/** A file on its way in; `refusal` where it could not even be read. */
export type IncomingFile = { fileName: string; bytes: Uint8Array } | { fileName: string; refusal: Refusal };

export type ImportProgress = { filesDone: number; last: ImportedFile };

/** Read at the same time, off the main thread; no more, so that a thousand files need no more memory than these. */
const readAheadMax = 4;

/**
 * Imports files one by one, each whole or not at all, in the order in which they come. The report is kept at the end; a run
 * that is interrupted leaves only whole documents, and doing it again changes nothing about those.
 */
export async function importFiles(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'ublPool'>,
  scope: MerchantScope,
  source: 'api' | 'command' | 'demo',
  files: AsyncIterable<IncomingFile> | Iterable<IncomingFile>,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<{ importId: string; report: ImportReport }> {
  const done: ImportedFile[] = [];
  for await (const reading of readAhead(files, (file) => readFile(deps, file))) {
    const last = 'outcome' in reading ? reading : await importOne(deps, scope, reading);
    done.push(last);
    onProgress({ filesDone: done.length, last });
  }
  const report = reportOf(done);
  const createdAt = deps.clock.now();
  const importId = await deps.db
    .transaction()
    .execute((trx) => insertImport(trx, scope, { source, report, createdAt }));
  return { importId, report };
}

function importOne(
  deps: Pick<Deps, 'db' | 'clock' | 'files'>,
  scope: MerchantScope,
  file: ReadFile,
): Promise<ImportedFile> {
  return deps.db.transaction().execute((trx) => importDocument(trx, deps, scope, file));
}

async function readFile(deps: Pick<Deps, 'ublPool'>, file: IncomingFile): Promise<ReadFile | ImportedFile> {
  // Of somebody else's making: it goes into the report, which cannot hold a NUL.
  const fileName = plainName(file.fileName) || 'document.xml';
  if ('refusal' in file) return { fileName, outcome: 'refused', refusals: [file.refusal] };
  const whatElse = recogniseFile(file.bytes);
  if (whatElse) return { fileName, outcome: 'refused', refusals: [notAccepted(whatElse)] };
  const reading = await deps.ublPool.read(file.bytes);
  if (!reading.ok) return { fileName, outcome: 'refused', refusals: reading.refusals };
  const { document, attachments, warnings } = reading;
  return { fileName, bytes: file.bytes, document, attachments, notes: warnings.map(({ message }) => message) };
}

function notAccepted(whatElse: string): Refusal {
  const accepted =
    'UBL 2.1 invoices and credit notes (EN 16931, Peppol BIS Billing 3.0, XRechnung in UBL), each as an XML file';
  return { rule: 'not_ubl', element: '/', message: `The file ${whatElse}. What is accepted: ${accepted}.` };
}

/** Results in the order of the files, with a few of them under way. */
async function* readAhead<Result>(
  files: AsyncIterable<IncomingFile> | Iterable<IncomingFile>,
  read: (file: IncomingFile) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const file of files) {
    const reading = read(file);
    // Awaited in its turn; until then a failure must not count as unhandled.
    reading.catch(() => undefined);
    underWay.push(reading);
    const first = underWay.length < readAheadMax ? undefined : underWay.shift();
    if (first) yield await first;
  }
  for (const reading of underWay) yield await reading;
}

function reportOf(files: ImportedFile[]): ImportReport {
  const count = (outcome: ImportedFile['outcome']) => files.filter((file) => file.outcome === outcome).length;
  return {
    filesCount: files.length,
    importedCount: count('imported'),
    unchangedCount: count('unchanged'),
    refusedCount: count('refused'),
    files,
  };
}
