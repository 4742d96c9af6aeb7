import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { signOut } from './browser.ts';
import { getSessionView } from './session-view.ts';

export function sessionRoutes(deps: Pick<Deps, 'db' | 'clock'>) {
  return new Hono<AppEnv>()
    .get('/api/session', async (c) => c.json(await getSessionView(deps, c)))
    .post('/api/auth/sign-out', fromOwnPage, async (c) => {
      await signOut(deps, c);
      return c.body(null, 204);
    });
}
