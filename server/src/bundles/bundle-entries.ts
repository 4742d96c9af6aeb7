import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { decimalText } from '@quittance/shared/money.ts';
import type { ReaderScope } from '../access/scope.ts';
import { getDocumentPdf } from '../documents/get-document-pdf.ts';
import { listDocumentFiles, listReadableDocuments, type DocumentRow } from '../documents/document-queries.ts';
import { findDocumentFigures, type DocumentFigures } from '../documents/document-figure-queries.ts';
import { fileWordsOf } from '../documents/pdf-wording.ts';
import { findStandings } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';
import { getReceipt } from '../payments/get-receipt.ts';
import { findReceipt, listAppliedParts } from '../payments/receipt-queries.ts';
import { bundleIndex } from './bundle-index.ts';
import { type BundleDeps, entryOf, type Packing } from './packing.ts';
import { statementEntries } from './statement-entries.ts';
import { entryNames } from './entry-names.ts';
import type { BundleContent } from './find-content.ts';
import type { ZipEntry } from './zip-stream.ts';

/** So many at a time are looked up together; the first of them before anything is sent. */
const atOnce = 10;

/**
 * Every file of a ZIP, made when it is asked for: documents with their e-invoices, then receipts. Of a selection or a period, statements
 * and an index too. `onDone` is told after each document and each receipt.
 */
export async function* bundleEntries(
  deps: BundleDeps,
  reader: ReaderScope,
  content: BundleContent,
  { language, isWhole, onDone }: { language: string; isWhole: boolean; onDone?: () => Promise<void> },
): AsyncGenerator<ZipEntry, void, undefined> {
  const wording = fileWordsOf(language);
  const packing: Packing = {
    reader: { ...reader, onlyDocumentId: null },
    language,
    wording,
    names: entryNames(),
    index: bundleIndex(wording),
    modifiedAt: deps.clock.now(),
  };
  for (let at = 0; at < content.documentIds.length; at += atOnce) {
    const documents = await readDocuments(deps, packing.reader, content.documentIds.slice(at, at + atOnce));
    const standings = await findStandings(deps, reader, documents);
    const ids = documents.map(({ id }) => id);
    const figures = isWhole ? await findDocumentFigures(deps.db, reader, ids) : null;
    for (const document of documents) {
      const standing = standings.get(document.id);
      const known = standing && { summary: standing.summary, figures: figures?.get(document.id) };
      if (known) yield* documentEntries(deps, packing, document, known);
      await onDone?.();
    }
  }
  for (const paymentId of content.paymentIds) {
    yield* receiptEntries(deps, packing, paymentId);
    await onDone?.();
  }
  if (!isWhole) return;
  yield* statementEntries(deps, packing, content);
  yield entryOf(packing, packing.names.claim(null, wording.words.files.index, 'csv'), packing.index.csv());
}

/** In the order of `ids`. */
async function readDocuments(deps: BundleDeps, reader: ReaderScope, ids: readonly string[]): Promise<DocumentRow[]> {
  const found = new Map((await listReadableDocuments(deps.db, reader, ids)).map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = found.get(id);
    if (!row) throw new AppError('not_found');
    return row;
  });
}

type Known = { summary: DocumentSummary; figures: DocumentFigures | undefined };

async function* documentEntries(
  deps: BundleDeps,
  packing: Packing,
  document: DocumentRow,
  { summary, figures }: Known,
): AsyncGenerator<ZipEntry, void, undefined> {
  const { reader, names, index, wording } = packing;
  const folder = wording.words.files.folders[document.kind];
  index.addAccount(document);
  const path = names.claim(folder, document.number, 'pdf');
  index.addDocument(path, summary, figures);
  yield entryOf(packing, path, (await getDocumentPdf(deps, reader, document.id)).bytes);
  const files = await listDocumentFiles(deps.db, reader, document.id);
  for (const original of files.filter(({ role }) => role === 'original')) {
    const ending = /\.([A-Za-z0-9]{1,10})$/.exec(original.fileName)?.[1] ?? 'xml';
    const originalPath = names.claim(folder, document.number, ending);
    index.addDocument(originalPath, summary, figures);
    yield entryOf(packing, originalPath, await deps.files.get(original.sha256));
  }
}

async function* receiptEntries(
  deps: BundleDeps,
  packing: Packing,
  paymentId: string,
): AsyncGenerator<ZipEntry, void, undefined> {
  const { reader, names, index, wording, language } = packing;
  const receipt = await findReceipt(deps.db, reader, paymentId, null);
  if (!receipt) throw new AppError('not_found');
  const amount = `${decimalText(receipt.amountMinor, receipt.currency)} ${receipt.currency}`;
  const path = names.claim(wording.words.files.folders.receipt, `${receipt.receivedDate} ${amount}`, 'pdf');
  index.addAccount(receipt);
  index.addReceipt(path, receipt, await listAppliedParts(deps.db, reader, { paymentId, draftId: receipt.draftId }));
  yield entryOf(packing, path, (await getReceipt(deps, reader, paymentId, language)).bytes);
}
