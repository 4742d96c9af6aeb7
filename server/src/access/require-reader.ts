import { createMiddleware } from 'hono/factory';
import type { LinkLevel } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { currentReader, currentSession } from './reader.ts';
import type { CustomerScope, PrincipalScope } from './scope.ts';
import type { Session } from './session.ts';

type Variables = AppEnv['Variables'];
type ReaderDeps = Pick<Deps, 'db' | 'clock'>;

/** Lets in somebody signed in. */
export function requireCustomer(deps: ReaderDeps) {
  return createMiddleware<{ Variables: Variables & { customer: CustomerScope; session: Session } }>(async (c, next) => {
    const session = await currentSession(deps, c);
    if (!session) throw new AppError('unauthenticated');
    c.set('session', session);
    c.set('customer', session.scope);
    await next();
  });
}

/** Lets in somebody signed in, or the holder of a link that has at least the level `needed`. The document is the route's `:id`. */
export function requireReader(deps: ReaderDeps, needed: LinkLevel) {
  return createMiddleware<{ Variables: Variables & { reader: PrincipalScope } }>(async (c, next) => {
    c.set('reader', await currentReader(deps, c, { needed, documentId: c.req.param('id') }));
    await next();
  });
}
