import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { challengeRoutes } from './challenge-routes.ts';
import { documentLinkRoutes } from './document-link-routes.ts';
import { languageRoutes } from './language-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInFormRoutes } from './sign-in-form-routes.ts';
import { signInLinkRoutes } from './sign-in-link-routes.ts';

export function accessRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .route('/', challengeRoutes(deps))
    .route('/', signInFormRoutes(deps))
    .route('/', signInLinkRoutes(deps))
    .route('/', sessionRoutes(deps))
    .route('/', languageRoutes(deps))
    .route('/', documentLinkRoutes(deps));
}
