import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { param } from '../http/validate.ts';
import { signOut } from './browser.ts';
import { requireCustomer } from './require-reader.ts';
import { endSessionById, listSessions } from './session.ts';
import { getSessionView } from './session-view.ts';

const idParam = param(z.strictObject({ id: idSchema }));

export function sessionRoutes(deps: Pick<Deps, 'db' | 'clock'>) {
  return new Hono<AppEnv>()
    .get('/api/session', async (c) => c.json(await getSessionView(deps, c)))
    .get('/api/sessions', requireCustomer(deps), async (c) =>
      c.json({ sessions: await listSessions(deps, c.var.session) }),
    )
    .post('/api/sessions/:id/end', requireCustomer(deps), idParam, async (c) => {
      await endSessionById(deps, c.var.session, c.req.valid('param').id);
      return c.body(null, 204);
    })
    .post('/api/auth/sign-out', fromOwnPage, async (c) => {
      await signOut(deps, c);
      return c.body(null, 204);
    });
}
