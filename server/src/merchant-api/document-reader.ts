import type { DocumentKind } from '@quittance/shared/document.ts';
import type { MerchantScope, ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findDocument } from './document-queries.ts';

/** As somebody who may read this one document. */
export async function readerOf(
  deps: Pick<Deps, 'db'>,
  { merchantId }: MerchantScope,
  which: { kind: DocumentKind; id: string },
): Promise<ReaderScope> {
  const document = await findDocument(deps.db, { merchantId }, which);
  if (!document) throw new AppError('not_found');
  return { merchantId, customerIds: [document.customerId], onlyDocumentId: which.id };
}
