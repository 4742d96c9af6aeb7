import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { ApiDocument, ApiDocumentDetail, DocumentFilter } from '@quittance/shared/merchant-api/document.ts';
import type { Page } from '@quittance/shared/merchant-api/page.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { listDocumentFiles } from '../documents/document-queries.ts';
import { findStandings, getCalculatedStanding } from '../documents/read-document.ts';
import { listCreditNotesOfInvoice, listInvoicesOfCreditNote } from '../documents/related-queries.ts';
import { AppError } from '../http/errors.ts';
import { findDocument, listDocuments, type ApiDocumentRow } from './document-queries.ts';
import { afterId, pageOf } from './page.ts';

type ReadDeps = Pick<Deps, 'db' | 'clock'>;

export async function listDocumentPage(
  deps: ReadDeps,
  scope: MerchantScope,
  { limit, after, ...filter }: DocumentFilter & { kind: DocumentKind; limit: number; after?: string | undefined },
): Promise<Page<ApiDocument>> {
  const position = { after: afterId(after), limit: limit + 1, now: deps.clock.now() };
  const rows = await listDocuments(deps.db, scope, filter, position);
  const standings = await findStandings(deps, scope, rows);
  return pageOf(
    rows.map((row) => apiDocument(row, standings.get(row.id)?.summary)),
    limit,
  );
}

export async function getDocument(
  deps: ReadDeps,
  scope: MerchantScope,
  which: { kind: DocumentKind; id: string },
): Promise<ApiDocumentDetail> {
  const document = await findDocument(deps.db, scope, which);
  if (!document) throw new AppError('not_found');
  const [{ summary, calculation }, related, files] = await Promise.all([
    getCalculatedStanding(deps, scope, document),
    document.kind === 'invoice'
      ? listCreditNotesOfInvoice(deps.db, scope, document)
      : listInvoicesOfCreditNote(deps.db, scope, document.id),
    listDocumentFiles(deps.db, scope, document.id),
  ]);
  return { ...apiDocument(document, summary), content: document.content, calculation, related, files };
}

function apiDocument(row: ApiDocumentRow, summary: DocumentSummary | undefined): ApiDocument {
  if (!summary) throw new Error(`document ${row.id} has no standing`);
  const { amountDueMinor, unallocatedMinor, status, daysOverdue, paidDate } = summary;
  return {
    id: row.id,
    kind: row.kind,
    entityId: row.entityId,
    customerId: row.customerId,
    number: row.number,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    currency: row.currency,
    payableMinor: row.payableMinor,
    amountDueMinor,
    unallocatedMinor,
    status,
    daysOverdue,
    paidDate,
    paymentReference: row.paymentReference,
    orderReference: row.orderReference,
    customerReference: row.customerReference,
    importedAt: row.importedAt.toISOString(),
    voidedAt: row.voidedAt?.toISOString() ?? null,
    disputedAt: row.disputedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
