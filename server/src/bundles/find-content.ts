import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { listDocuments } from '../documents/document-list-queries.ts';
import { narrowedReader } from '../documents/list-documents.ts';
import { searchOf } from '../documents/search-documents.ts';
import { AppError } from '../http/errors.ts';
import { findReceipt } from '../payments/receipt-queries.ts';
import { listCreditNoteIds, listOwnCreditNoteIds, listPaymentIds, listReadableIds } from './content-queries.ts';

export type Selection =
  | { documentIds: readonly string[] }
  | { filter: DocumentFilter; exceptIds: readonly string[] }
  | { from: CalendarDate; to: CalendarDate };

/** What a ZIP is made of. The period is told where one was asked for. */
export type BundleContent = {
  documentIds: string[];
  paymentIds: string[];
  period: { from: CalendarDate; to: CalendarDate } | null;
};

/** Some ten minutes of drawing and a gigabyte: more is asked for in parts. */
const bundleDocumentsMax = 10_000;

/**
 * The documents that were selected, stand in the list or were issued in the period, credit notes of their invoices, and payments. One that is not the reader's
 * fails all of it, exactly like one that never was.
 */
export async function findContent(
  deps: Pick<Deps, 'db' | 'clock'>,
  reader: ReaderScope,
  selection: Selection,
): Promise<BundleContent> {
  const { db } = deps;
  const period = 'from' in selection ? selection : null;
  const wanted = 'from' in selection ? selection : { ids: await selectedIds(deps, reader, selection) };
  const ids = await listReadableIds(db, reader, wanted, bundleDocumentsMax);
  if (ids.length > bundleDocumentsMax) throw new AppError('too_many_documents', tooMany);
  if ('ids' in wanted && ids.length < new Set(wanted.ids).size) throw new AppError('not_found');
  const documentIds = [...new Set([...ids, ...(await listCreditNoteIds(db, reader, ids))])];
  const paymentIds = await listPaymentIds(db, reader, { documentIds, period });
  if (documentIds.length + paymentIds.length === 0) throw new AppError('nothing_to_download');
  return { documentIds, paymentIds, period };
}

async function selectedIds(
  deps: Pick<Deps, 'db' | 'clock'>,
  reader: ReaderScope,
  selection: Exclude<Selection, { from: CalendarDate }>,
): Promise<readonly string[]> {
  if ('documentIds' in selection) return selection.documentIds;
  const { filter, exceptIds } = selection;
  const limit = bundleDocumentsMax + exceptIds.length + 1;
  const page = { order: ownOrder[filter.list], after: null, limit };
  const narrowed = narrowedReader(reader, filter);
  const rows = await listDocuments(deps.db, narrowed, await searchOf(deps, narrowed, filter), page);
  const excepted = new Set(exceptIds.map((id) => id.toLowerCase()));
  return rows.map(({ id }) => id).filter((id) => !excepted.has(id));
}

/** Of one document. Under a mailed link, which opens no other, only credit notes and payments that are about it alone. */
export async function findContentOfDocument(
  { db }: Pick<Deps, 'db'>,
  reader: ReaderScope,
  documentId: string,
): Promise<BundleContent> {
  const [id] = await listReadableIds(db, reader, { ids: [documentId] }, 1);
  if (id === undefined) throw new AppError('not_found');
  const found = await listCreditNoteIds(db, reader, [id]);
  const creditNoteIds = reader.onlyDocumentId === null ? found : await listOwnCreditNoteIds(db, reader, id, found);
  const paidBy = await listPaymentIds(db, reader, { documentIds: [id], period: null });
  const receipts = await Promise.all(paidBy.map((paymentId) => findReceipt(db, reader, paymentId, null)));
  const paymentIds = receipts.flatMap((receipt) => receipt?.id ?? []);
  return { documentIds: [id, ...creditNoteIds], paymentIds, period: null };
}

const tooMany = `at most ${bundleDocumentsMax} documents go into one ZIP; ask for a shorter period or fewer documents`;
