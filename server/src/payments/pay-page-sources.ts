import type { Context } from 'hono';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Payer } from '../access/scope.ts';
import { findEntity, getEntityProfile, type EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { findReadableDocument } from '../documents/document-queries.ts';
import type { PageSources } from '../http/security-headers.ts';
import { findDraftOfBrowser } from './current-payers.ts';
import { findProvider, type ProviderDeps } from './find-provider.ts';

type SourcesDeps = ProviderDeps & Pick<Deps, 'log'>;

const nothing = { script: [], connect: [], frame: [], image: [], payment: [] } satisfies Required<PageSources>;

/** Where the pay document of an invoice may load from: what its entity offers needs it, and nobody else is allowed. */
export async function payPageSources(
  deps: SourcesDeps,
  { reader }: Pick<Payer, 'reader'>,
  invoiceId: string,
): Promise<PageSources> {
  const isId = idSchema.safeParse(invoiceId).success;
  const document = isId ? await findReadableDocument(deps.db, reader, invoiceId) : undefined;
  const entity = document && (await findEntity(deps.db, reader, document.entityId));
  if (!entity) return nothing;
  return sourcesOf(deps, entity);
}

/** The same of a draft, for whoever made it. */
export async function draftPageSources(
  deps: SourcesDeps & Pick<Deps, 'clock'>,
  c: Context,
  draftId: string,
): Promise<PageSources> {
  const found = idSchema.safeParse(draftId).success ? await findDraftOfBrowser(deps, c, draftId) : undefined;
  return found ? sourcesOf(deps, await getEntityProfile(deps.db, found.draft, found.draft.entityId)) : nothing;
}

async function sourcesOf(deps: SourcesDeps, entity: EntityProfile): Promise<PageSources> {
  const policies = await Promise.all(entity.paymentProviders.map((id) => policyOf(deps, entity, id)));
  const all = (kind: keyof PageSources) => policies.flatMap((policy) => policy[kind] ?? []);
  return {
    script: all('script'),
    connect: all('connect'),
    frame: all('frame'),
    image: all('image'),
    payment: all('payment'),
  };
}

/** One that cannot be opened is not offered either; the page says so, and needs no more than its own origin. */
async function policyOf(deps: SourcesDeps, entity: EntityProfile, id: string): Promise<PageSources> {
  try {
    return (await findProvider(deps, entity, id))?.webPolicy() ?? nothing;
  } catch (error) {
    deps.log.error({ err: error, provider: id, entityId: entity.id }, 'a payment provider cannot be offered');
    return nothing;
  }
}
