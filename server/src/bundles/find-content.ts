import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findReceipt } from '../payments/receipt-queries.ts';
import { listCreditNoteIds, listOwnCreditNoteIds, listPaymentIds, listReadableIds } from './content-queries.ts';

/** What a ZIP is made of. The period is told where one was asked for. */
export type BundleContent = {
  documentIds: string[];
  paymentIds: string[];
  period: { from: CalendarDate; to: CalendarDate } | null;
};

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
