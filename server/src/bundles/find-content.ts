import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findReceipt } from '../payments/receipt-queries.ts';
import { listCreditNoteIds, listOwnCreditNoteIds, listPaymentIds, listReadableIds } from './content-queries.ts';

export type Selection = { documentIds: readonly string[] } | { from: CalendarDate; to: CalendarDate };

/** What a ZIP is made of. The period is told where one was asked for. */
export type BundleContent = {
  documentIds: string[];
  paymentIds: string[];
  period: { from: CalendarDate; to: CalendarDate } | null;
};

/** Some ten minutes of drawing and a gigabyte: more is asked for in parts. */
const bundleDocumentsMax = 10_000;

/**
 * The documents that were selected or issued in the period, credit notes of their invoices, and payments. One that is not the reader's
 * fails all of it, exactly like one that never was.
 */
export async function findContent(
  { db }: Pick<Deps, 'db'>,
  reader: ReaderScope,
  selection: Selection,
): Promise<BundleContent> {
  const period = 'from' in selection ? selection : null;
  const wanted = 'from' in selection ? selection : { ids: selection.documentIds };
  const ids = await listReadableIds(db, reader, wanted, bundleDocumentsMax);
  if (ids.length > bundleDocumentsMax) throw new AppError('too_many_documents', tooMany);
  if ('ids' in wanted && ids.length < new Set(wanted.ids).size) throw new AppError('not_found');
  const documentIds = [...new Set([...ids, ...(await listCreditNoteIds(db, reader, ids))])];
  const paymentIds = await listPaymentIds(db, reader, { documentIds, period });
  if (documentIds.length + paymentIds.length === 0) throw new AppError('nothing_to_download');
  return { documentIds, paymentIds, period };
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
