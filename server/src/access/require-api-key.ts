import { createMiddleware } from 'hono/factory';
import type { ApiScope } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { findApiKey, type ApiKey } from './api-key.ts';
import type { MerchantScope } from './scope.ts';

type MerchantEnv = { Variables: AppEnv['Variables'] & { merchant: MerchantScope; apiKey: ApiKey } };

const bearer = /^Bearer +(\S+)$/i;

/** Lets in a merchant's software whose key may do `scope`. The merchant comes from the key, never from the request. */
export function requireApiKey(deps: Pick<Deps, 'db' | 'clock'>, scope: ApiScope) {
  return createMiddleware<MerchantEnv>(async (c, next) => {
    const [, token] = bearer.exec(c.req.header('Authorization') ?? '') ?? [];
    if (!token) throw new AppError('unauthenticated', 'expected the header Authorization: Bearer <API key>');
    const apiKey = await findApiKey(deps, token);
    if (!apiKey) throw new AppError('unauthenticated', 'the API key is not known, was revoked, or has ended');
    if (!apiKey.scopes.includes(scope)) throw new AppError('forbidden', `the API key lacks the scope ${scope}`);
    c.set('merchant', apiKey.merchant);
    c.set('apiKey', apiKey);
    await next();
  });
}
