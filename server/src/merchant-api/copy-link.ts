import type { DocumentKind } from '@quittance/shared/document.ts';
import type { ApiLink, LinkFor } from '@quittance/shared/merchant-api/link.ts';
import { mintDocumentLink, revokeDocumentLink } from '../access/mint-document-link.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { listContactsOfDocument, type DocumentContact } from './link-queries.ts';

type LinkDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'config'>;
type Wanted = Partial<Record<keyof LinkFor, string | undefined>> & { kind: DocumentKind; documentId: string };

/** The link that a contact's mail carries, to look at or to hand on. Asked again it is the same. */
export async function copyLink(deps: LinkDeps, scope: MerchantScope, wanted: Wanted): Promise<ApiLink> {
  const { contactId, email } = await contactOf(deps, scope, wanted);
  const { url } = await mintDocumentLink(deps, scope, { documentId: wanted.documentId, contactId });
  return { url, contactId, email };
}

export async function revokeLink(deps: LinkDeps, scope: MerchantScope, wanted: Wanted): Promise<Omit<ApiLink, 'url'>> {
  const { contactId, email } = await contactOf(deps, scope, wanted);
  await revokeDocumentLink(deps, scope, { documentId: wanted.documentId, contactId });
  return { contactId, email };
}

/** The one contact that is meant; refuses where none or several are. */
export async function contactOf(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  wanted: Wanted,
): Promise<DocumentContact> {
  const contacts = await listContactsOfDocument(deps.db, scope, wanted);
  if (!contacts) throw new AppError('not_found');
  const isWanted = ({ contactId, email }: DocumentContact) =>
    (wanted.contactId === undefined || wanted.contactId === contactId) &&
    (wanted.email === undefined || wanted.email.toLowerCase() === email);
  const [only, ...others] = contacts.filter(isWanted);
  if (only && others.length === 0) return only;
  const addresses = contacts.map(({ email }) => email).join(', ');
  if (only) throw new AppError('invalid_request', `The customer has several contacts (${addresses}). Name one.`);
  if (contacts.length > 0) throw new AppError('not_found', `The customer has no such contact; it has ${addresses}.`);
  throw new AppError('not_found', 'The customer has no contact that is not disabled. Add one first.');
}
