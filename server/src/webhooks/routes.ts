import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { receiveWebhook } from './receive-webhook.ts';

/** What payment providers call. 200 means that it is stored, not that anything is believed. */
export function webhookRoutes(deps: Deps) {
  return new Hono<AppEnv>().post('/webhooks/:provider', async (c) => {
    const provider = deps.providers.get(c.req.param('provider'));
    if (!provider) throw new AppError('not_found');
    const rawBody = await c.req.text();
    const hints = await provider.parseWebhook(rawBody, c.req.raw.headers);
    await receiveWebhook(deps, { provider: provider.id, rawBody, hints });
    return c.body(null, 200);
  });
}
