import { Hono } from 'hono';
import { challengeRequestSchema, verifyRequestSchema } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { json } from '../http/validate.ts';
import { askAgain, askForMail, findPendingView, getAskedEntity, signInByCode } from './browser.ts';

/** Signing in by code, for the portal's script. */
export function challengeRoutes(deps: Pick<Deps, 'db' | 'clock' | 'random' | 'jobs' | 'config' | 'log'>) {
  return new Hono<AppEnv>()
    .post('/api/auth/challenge', fromOwnPage, json(challengeRequestSchema), async (c) => {
      const { email, entity, remember = false, documentId = null, page = null } = c.req.valid('json');
      const whose = await getAskedEntity(deps, c, entity);
      const asked = { ...whose, email, isRemembered: remember };
      await askForMail(deps, c, { ...asked, returnDocumentId: documentId, returnPage: page });
      return c.json({ status: 'accepted' as const }, 202);
    })
    .get('/api/auth/challenge', async (c) => {
      const pending = await findPendingView(deps, c);
      if (!pending) throw new AppError('not_found');
      return c.json(pending);
    })
    .post('/api/auth/challenge/again', fromOwnPage, async (c) => {
      await askAgain(deps, c);
      return c.json({ status: 'accepted' as const }, 202);
    })
    .post('/api/auth/verify', fromOwnPage, json(verifyRequestSchema), async (c) => {
      const path = await signInByCode(deps, c, c.req.valid('json'));
      return c.json({ path });
    });
}
