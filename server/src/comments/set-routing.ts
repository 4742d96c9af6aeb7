import type { CommentRouting } from '@quittance/shared/merchant-api/comment.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { decideRouting } from './route-comment.ts';
import { getRoutingFacts, saveOwner, saveTeam } from './routing-queries.ts';

/** Who is mailed about one document of the merchant's. */
export async function getRouting(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  documentId: string,
): Promise<CommentRouting> {
  return decideRouting(await getRoutingFacts(deps.db, scope, documentId));
}

/** From the next mail on: what was said and not mailed yet goes to the new owner. */
export async function setOwner(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  { documentId, email }: { documentId: string; email: string | null },
): Promise<CommentRouting> {
  await saveOwner(deps.db, scope, { documentId, email: email && email.toLowerCase() });
  return getRouting(deps, scope, documentId);
}

/** For every document of the entity that has no owner. */
export async function setTeam(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  { entityId, email }: { entityId: string; email: string | null },
): Promise<CommentRouting> {
  const facts = await saveTeam(deps.db, scope, { entityId, email: email && email.toLowerCase() });
  if (!facts) throw new AppError('not_found');
  return decideRouting({ ...facts, ownerEmail: null });
}
