import type { Context } from 'hono';
import { findEntity, listEntitiesOfCustomers, type EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { currentLink, currentSession } from './reader.ts';

/** The one entity that this browser has to do with, by its link or its session; undefined where that is nobody yet, or several. */
export async function findOwnEntity(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  c: Context,
): Promise<EntityProfile | undefined> {
  const link = await currentLink(deps, c);
  if (link) return findEntity(deps.db, link.scope, link.entityId);
  const session = await currentSession(deps, c);
  const entities = session ? await listEntitiesOfCustomers(deps.db, session.scope) : [];
  return entities.length === 1 ? entities[0] : undefined;
}
