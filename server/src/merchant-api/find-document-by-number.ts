import type { DocumentKind } from '@quittance/shared/document.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { findDocument, listDocuments, type ApiDocumentRow } from './document-queries.ts';

/** What an operator means by a number or an id; entities may each have an invoice of the same number. */
export async function getDocumentByNumber(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  kind: DocumentKind,
  numberOrId: string,
): Promise<ApiDocumentRow> {
  const noun = kind === 'invoice' ? 'invoice' : 'credit note';
  if (idSchema.safeParse(numberOrId).success) {
    const document = await findDocument(deps.db, scope, { kind, id: numberOrId });
    if (document) return document;
  }
  const position = { after: null, limit: 10, now: deps.clock.now() };
  const [only, ...others] = await listDocuments(deps.db, scope, { kind, number: numberOrId }, position);
  if (!only) throw new AppError('not_found', `There is no ${noun} ${numberOrId}.`);
  if (others.length === 0) return only;
  const ids = [only, ...others].map(({ id, entityName }) => `  ${id} of ${entityName}`).join('\n');
  throw new AppError('invalid_request', `Several entities have the ${noun} ${numberOrId}. Give its id:\n${ids}`);
}
