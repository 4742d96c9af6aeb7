import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { AppError } from '../http/errors.ts';
import { holdDocument, setMark } from './mark-queries.ts';

type MarkDeps = Pick<Deps, 'db' | 'clock'>;
type Mark = { id: string; reason: string };

/**
 * The document should never have been issued: from now on nothing is owed by it. Refused once money or a credit note touches
 * it, because then it lives on in the books; a credit note undoes it there. Twice does nothing more.
 */
export async function voidDocument(
  deps: MarkDeps,
  scope: MerchantScope,
  { kind, id, reason }: Mark & { kind: DocumentKind },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const document = await holdDocument(trx, scope, { kind, id });
    if (!document) throw new AppError('not_found');
    if (document.voidedAt) return;
    if (document.isApplied)
      throw new AppError(
        'document_in_use',
        `A payment or credit note is applied to ${document.number}. Lower what is owed by a credit note instead.`,
      );
    if (document.isBeingPaid)
      throw new AppError(
        'payment_in_progress',
        `Somebody is paying ${document.number}. Ask again when that has ended.`,
      );
    const now = deps.clock.now();
    await setMark(trx, scope, id, { voided_at: now });
    await insertDocumentEvents(trx, scope, [{ documentId: id, kind: 'voided', data: { reason } }], now);
  });
}

/** The customer contests the invoice, or has stopped to. Doing what is done already does nothing. */
export async function markDisputed(
  deps: MarkDeps,
  scope: MerchantScope,
  { id, reason, isDisputed }: Mark & { isDisputed: boolean },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const invoice = await holdDocument(trx, scope, { kind: 'invoice', id });
    if (!invoice) throw new AppError('not_found');
    if (invoice.voidedAt) throw new AppError('document_voided', `Invoice ${invoice.number} is void.`);
    if (isDisputed === (invoice.disputedAt !== null)) return;
    const now = deps.clock.now();
    await setMark(trx, scope, id, { disputed_at: isDisputed ? now : null });
    const kind = isDisputed ? 'dispute_opened' : 'dispute_ended';
    await insertDocumentEvents(trx, scope, [{ documentId: id, kind, data: { reason } }], now);
  });
}
