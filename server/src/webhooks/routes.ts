import { Hono, type Context } from 'hono';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { findProviderOfAccount } from '../payments/find-provider.ts';
import { receiveWebhook } from './receive-webhook.ts';

/** What payment providers call. 200 means that it is stored, not that anything is believed. */
export function webhookRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .post('/webhooks/:provider', (c) => receive(deps, c, { accountId: null, trail: null }))
    .post('/webhooks/:provider/:account/:trail?', (c) => {
      const accountId = idSchema.safeParse(c.req.param('account'));
      if (!accountId.success) throw new AppError('not_found');
      return receive(deps, c, { accountId: accountId.data, trail: c.req.param('trail') ?? null });
    });
}

async function receive(
  deps: Deps,
  c: Context<AppEnv>,
  { accountId, trail }: { accountId: string | null; trail: string | null },
): Promise<Response> {
  const account = { provider: c.req.param('provider') ?? '', accountId };
  const provider = await findProviderOfAccount(deps, account);
  if (!provider) throw new AppError('not_found');
  const rawBody = await c.req.text();
  const hints = await provider.parseWebhook({ rawBody, headers: c.req.raw.headers, trail });
  await receiveWebhook(deps, { ...account, rawBody, hints });
  return c.body(null, 200);
}
