import { findDocumentHost } from '../branding/host-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { originOf } from '../http/site.ts';
import { revokeLink, saveLink } from './document-link-queries.ts';
import { buildDocumentLinkToken } from './document-link-token.ts';
import { deriveKey } from './keys.ts';
import type { MerchantScope } from './scope.ts';

const idBytes = 10;

/** The link to one document for one contact; asked again it is the same, so that a reminder prints what the first mail printed. */
export async function mintDocumentLink(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config'>,
  scope: MerchantScope,
  { documentId, contactId }: { documentId: string; contactId: string },
): Promise<{ token: string; url: string }> {
  const id = Buffer.from(deps.random.bytes(idBytes)).toString('base64url');
  const link = await saveLink(deps.db, scope, { id, documentId, contactId, now: deps.clock.now() });
  if (!link) throw new AppError('not_found', 'no such document, or the contact is none of its customer');
  const token = buildDocumentLinkToken(deriveKey(deps.config.secretKey, 'invoice-link'), link);
  const host = await findDocumentHost(deps.db, scope, documentId);
  return { token, url: `${originOf(deps.config, host)}/i/${token}` };
}

/** Every copy of the link falls back to the locator, and the sessions it gave end. The next mint gives another token. */
export async function revokeDocumentLink(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  { documentId, contactId }: { documentId: string; contactId: string },
): Promise<void> {
  await revokeLink(deps.db, scope, { documentId, contactId, now: deps.clock.now() });
}
