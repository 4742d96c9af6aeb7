import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { uniqueSymbol, type DescribeRouteOptions } from 'hono-openapi';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { keepAnswer, releaseKey, takeKey, type KeptAnswer } from './idempotency-queries.ts';

const keptMs = 24 * 3_600_000;
/** No request takes that long: the one that took the key died with its process. */
const abandonedMs = 10 * 60_000;
const keyShape = /^[\x21-\x7e]{1,200}$/;

type MerchantEnv = { Variables: AppEnv['Variables'] & { merchant: MerchantScope } };
type Options = {
  /** What makes two bodies the same request, where that is not their bytes. */
  fingerprint?: (c: Context) => Promise<string>;
  /** Whether the answer is kept. One that holds a secret is not: the operation, itself safe to repeat, is then done again. */
  keepsBody?: boolean;
};

/**
 * The same `Idempotency-Key` with the same request gets the same answer and does nothing twice. Stands after the checks of
 * the input, so that a mistake can be put right under the same key; an answer of 5xx or 429 is not kept.
 */
export function idempotent(deps: Pick<Deps, 'db' | 'clock'>, options: Options = {}) {
  const { fingerprint = async (c) => c.req.text(), keepsBody = true } = options;
  const middleware = createMiddleware<MerchantEnv>(async (c, next) => {
    const key = c.req.header('Idempotency-Key');
    if (key === undefined) return next();
    if (!keyShape.test(key))
      throw new AppError('invalid_request', 'header.Idempotency-Key: expected 1 to 200 visible ASCII characters');
    const scope = c.var.merchant;
    const kept = await take(deps, scope, key, await requestSha256(c, fingerprint));
    if (kept?.body !== undefined && kept.body !== null) return replay(kept.status, kept.body);
    await next();
    if (c.res.status >= 500 || c.res.status === 429) return releaseKey(deps.db, scope, key);
    const body = keepsBody ? await c.res.clone().text() : null;
    await keepAnswer(deps.db, scope, { key, status: c.res.status, body });
  });
  return Object.assign(middleware, { [uniqueSymbol]: { spec } });
}

const spec: DescribeRouteOptions = {
  parameters: [
    {
      in: 'header',
      name: 'Idempotency-Key',
      description:
        'A text of your choice, new for each thing you want done, such as a UUID. Repeat a request under its key when its answer ' +
        'was lost: it is done once, and for 24 hours answered the same. Answers of 5xx and 429 are not kept.',
      schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
    },
  ],
};

async function take(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  key: string,
  sha256: string,
): Promise<KeptAnswer | undefined> {
  const now = deps.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const attempt = { key, requestSha256: sha256, now, keptSince: before(keptMs), abandonedBefore: before(abandonedMs) };
  const kept = await takeKey(deps.db, scope, attempt);
  if (!kept) return undefined;
  if (kept.requestSha256 !== sha256)
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key came with another request. Choose a new key.');
  if (kept.status === null)
    throw new AppError(
      'idempotency_key_in_use',
      'The request with this Idempotency-Key is under way. Ask again shortly.',
    );
  return kept;
}

async function requestSha256(c: Context, fingerprint: (c: Context) => Promise<string>): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  return createHash('sha256')
    .update(JSON.stringify([c.req.method, pathname, search, await fingerprint(c)]))
    .digest('hex');
}

function replay(status: number | null, body: string): Response {
  const headers = { 'Content-Type': typeOf(status), 'Idempotency-Replayed': 'true' };
  return new Response(body, { status: status ?? 200, headers });
}

function typeOf(status: number | null): string {
  return status !== null && status >= 400 ? 'application/problem+json' : 'application/json';
}
