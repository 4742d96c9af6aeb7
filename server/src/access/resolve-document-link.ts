import { maskEmail, type LinkLevel } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import { findLink, getLinkState, type DocumentLinkRow } from './document-link-queries.ts';
import { isProofOf, parseDocumentLinkToken } from './document-link-token.ts';
import { deriveKey } from './keys.ts';
import { linkLevel } from './link-level.ts';
import type { LinkScope } from './scope.ts';

type ResolveDeps = Pick<Deps, 'db' | 'clock' | 'config'>;

/** A genuine link as it stands now. */
export type ResolvedLink = {
  scope: LinkScope;
  level: LinkLevel;
  generation: number;
  /** An older copy: whoever the merchant took it from may still hold it. */
  isRevoked: boolean;
  entityId: string;
  language: string;
  /** The address the link was sent to; it leaves the server only masked. */
  email: string;
  maskedEmail: string;
};

/** Stands in for a token that is none and a row that is not there, so that every refusal costs the same look-up and proof. */
const nobody = { id: 'AAAAAAAAAAAAAA', proof: Buffer.alloc(20) };
const nothing: DocumentLinkRow = { ...nobody, merchantId: '', documentId: '', contactId: '', generation: 1 };

/** Null for what is malformed, unknown or tampered with; nobody can tell which from answer or time. */
export async function resolveDocumentLink(deps: ResolveDeps, token: string): Promise<ResolvedLink | null> {
  const parsed = parseDocumentLinkToken(token);
  const { id, proof } = parsed ?? nobody;
  const link = await findLink(deps.db, id);
  const generation = generationOf(deps, link ?? nothing, proof);
  if (!parsed || !link || generation === null) return null;
  return linkAsOfNow(deps, link, generation);
}

/** What the copy of a link that carries `generation` opens at this moment. */
export async function linkAsOfNow(
  deps: Pick<Deps, 'db' | 'clock'>,
  link: DocumentLinkRow,
  generation: number,
): Promise<ResolvedLink> {
  const state = await getLinkState(deps.db, link);
  const isRevoked = generation < link.generation;
  const level = linkLevel({ ...state, isRevoked }, deps.clock.today(state.timeZone));
  return {
    scope: {
      merchantId: link.merchantId,
      customerIds: [state.customerId],
      onlyDocumentId: link.documentId,
      linkId: link.id,
      contactId: link.contactId,
      level,
    },
    level,
    generation,
    isRevoked,
    entityId: state.entityId,
    language: state.language,
    email: state.email,
    maskedEmail: maskEmail(state.email),
  };
}

/** Which generation the proof was made for: a revoked copy is told from a forged one, because it may still lead to sign-in. */
function generationOf(deps: ResolveDeps, link: DocumentLinkRow, proof: Buffer): number | null {
  const key = deriveKey(deps.config.secretKey, 'invoice-link');
  const generations = Array.from({ length: link.generation }, (_, index) => index + 1);
  const matching = generations.filter((generation) => isProofOf(key, { ...link, generation }, proof));
  return matching[0] ?? null;
}
