import { timingSafeEqual } from 'node:crypto';
import { apiScopes, type ApiScope } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { endApiKey, findLiveApiKey, insertApiKey, noteApiKeyUse } from './api-key-queries.ts';
import { buildApiKeyToken, parseApiKeyToken } from './api-key-token.ts';
import type { MerchantScope } from './scope.ts';
import { newSecret, sha256 } from './secrets.ts';

/** Whom a key speaks for and what it may do. */
export type ApiKey = { id: string; merchant: MerchantScope; scopes: readonly ApiScope[] };

const idBytes = 8;
const useNotedEveryMs = 60_000;

/** The key is told here and never again: only its hash is kept. */
export async function issueApiKey(
  deps: Pick<Deps, 'db' | 'clock' | 'random'>,
  scope: MerchantScope,
  { name, scopes, expiresAt }: { name: string; scopes: readonly ApiScope[]; expiresAt?: Date },
): Promise<{ id: string; key: string }> {
  const id = Buffer.from(deps.random.bytes(idBytes)).toString('hex');
  const secret = newSecret(deps.random);
  await insertApiKey(deps.db, scope, {
    id,
    name,
    scopes,
    secretSha256: sha256(secret),
    expiresAt: expiresAt ?? null,
    now: deps.clock.now(),
  });
  return { id, key: buildApiKeyToken({ id, secret }) };
}

/** The next call with the key is refused. */
export async function revokeApiKey(deps: Pick<Deps, 'db' | 'clock'>, scope: MerchantScope, id: string): Promise<void> {
  const isKnown = await endApiKey(deps.db, scope, { id, now: deps.clock.now() });
  if (!isKnown) throw new AppError('not_found', 'no such API key');
}

/** Undefined for what is no key, revoked, or past its end. */
export async function findApiKey(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<ApiKey | undefined> {
  const parsed = parseApiKeyToken(token);
  if (!parsed) return undefined;
  const now = deps.clock.now();
  const row = await findLiveApiKey(deps.db, parsed.id, now);
  const isGenuine = timingSafeEqual(sha256(parsed.secret), row?.secretSha256 ?? Buffer.alloc(32));
  if (!row || !isGenuine) return undefined;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= useNotedEveryMs)
    await noteApiKeyUse(deps.db, row.id, now);
  return {
    id: row.id,
    merchant: { merchantId: row.merchantId },
    scopes: apiScopes.filter((scope) => row.scopes.includes(scope)),
  };
}
