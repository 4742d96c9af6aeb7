import { Hono } from 'hono';
import { except } from 'hono/combine';
import { accessRoutes } from './access/routes.ts';
import { previewRoutes } from './branding/preview-routes.ts';
import { brandingRoutes } from './branding/routes.ts';
import { bundleRoutes } from './bundles/routes.ts';
import { inboundMailRoutes } from './comments/inbound-mail-routes.ts';
import { commentRoutes } from './comments/routes.ts';
import { mailboxRoutes } from './demo/mailbox-routes.ts';
import type { ServerDeps } from './deps.ts';
import type { AppEnv } from './http/app-env.ts';
import { landingRoutes } from './documents/landing-routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { endHead } from './http/end-head.ts';
import { compressText } from './http/compress.ts';
import { onError, onNotFound } from './http/errors.ts';
import { healthRoutes } from './http/health-routes.ts';
import { refusalPage } from './http/refusal-page.ts';
import { refuseNul } from './http/refuse-nul.ts';
import { requestLog } from './http/request-log.ts';
import { ownHost, sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { limitBody } from './http/validate.ts';
import { merchantApiRoutes } from './merchant-api/routes.ts';
import { dressRefusal } from './pages/dress-refusal.ts';
import { pageRoutes } from './pages/routes.ts';
import { paymentRoutes } from './payments/routes.ts';
import { proposalRoutes } from './proposals/routes.ts';
import { statementRoutes } from './statements/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Take files, as long as their own routes say, and only from whoever has shown who it is. */
const uploadPaths = [
  '/v1/imports',
  '/v1/invoices/:id/comments',
  '/v1/credit-notes/:id/comments',
  '/v1/entities/:id/brand',
  '/v1/entities/:id/brand-previews',
  '/api/documents/:id/comments',
  '/webhooks/inbound-mail/:address',
];

export function buildApp(deps: ServerDeps) {
  return new Hono<AppEnv>()
    .use(requestLog(deps.log, deps.config))
    .use(securityHeaders)
    .use(endHead)
    .use(compressText)
    .use(refusalPage(async (refusal, c) => deps.portal.renderRefusal(await dressRefusal(deps, c, refusal))))
    .use(ownHost(deps))
    .use(refuseNul)
    .use(sameOrigin(deps.config))
    .use(except(uploadPaths, limitBody()))
    .onError(onError)
    .notFound(onNotFound)
    .route('/', healthRoutes(deps))
    .route('/', accessRoutes(deps))
    .route('/', brandingRoutes(deps))
    .route('/', previewRoutes(deps))
    .route('/', landingRoutes(deps))
    .route('/', documentRoutes(deps))
    .route('/', bundleRoutes(deps))
    .route('/', commentRoutes(deps))
    .route('/', inboundMailRoutes(deps))
    .route('/', proposalRoutes(deps))
    .route('/', statementRoutes(deps))
    .route('/', paymentRoutes(deps))
    .route('/', webhookRoutes(deps))
    .route('/', merchantApiRoutes(deps))
    .route('/', mailboxRoutes(deps))
    .route('/', pageRoutes(deps));
}

export type App = ReturnType<typeof buildApp>;
