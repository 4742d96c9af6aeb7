import { Hono } from 'hono';
import { pendingMigrations } from '../db/migrate.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './app-env.ts';
import { AppError } from './errors.ts';

/** `/healthz`: the process answers. `/readyz`: and it can do its work. */
export function healthRoutes(deps: Pick<Deps, 'db'>) {
  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' as const }))
    .get('/readyz', async (c) => {
      const pending = await pendingMigrations(deps.db).catch((error: unknown) => {
        c.var.log.error({ err: error }, 'not ready');
        throw new AppError('not_ready', 'the database cannot be reached');
      });
      if (pending.length > 0) throw new AppError('not_ready', 'the database is not migrated');
      return c.json({ status: 'ready' as const });
    });
}
