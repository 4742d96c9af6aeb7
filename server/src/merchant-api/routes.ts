import { Hono } from 'hono';
import type { ServerDeps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { brandRoutes } from './brand-routes.ts';
import { claimRoutes } from './claim-routes.ts';
import { calculationRoutes } from './calculation-routes.ts';
import { commentApiRoutes } from './comment-routes.ts';
import { commentRoutingRoutes } from './comment-routing-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { creditNoteWords, documentRoutes, invoiceWords } from './document-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { importRoutes } from './import-routes.ts';
import { lateChargePolicyRoutes } from './late-charge-policy-routes.ts';
import { lateChargePresetRoutes } from './late-charge-preset-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { markRoutes } from './mark-routes.ts';
import { describeApi } from './open-api.ts';
import { paymentLockRoutes } from './payment-lock-routes.ts';
import { paymentApiRoutes } from './payment-routes.ts';
import { proposalApiRoutes } from './proposal-routes.ts';
import { referenceRateRoutes } from './reference-rate-routes.ts';
import { refundRoutes } from './refund-routes.ts';
import { reminderRoutes } from './reminder-routes.ts';
import { sendRoutes } from './send-routes.ts';
import { waiverRoutes } from './waiver-routes.ts';
import { statementApiRoutes } from './statement-routes.ts';

/** The API for the merchant's own software. */
export function merchantApiRoutes(deps: ServerDeps) {
  const api = new Hono<AppEnv>()
    .route('/', entityRoutes(deps))
    .route('/', brandRoutes(deps))
    .route('/', customerRoutes(deps))
    .route('/', contactRoutes(deps))
    .route('/', statementApiRoutes(deps))
    .route('/', importRoutes(deps))
    .route('/', documentRoutes(deps, invoiceWords))
    .route('/', documentRoutes(deps, creditNoteWords))
    .route('/', calculationRoutes(deps))
    .route('/', claimRoutes(deps))
    .route('/', markRoutes(deps))
    .route('/', linkRoutes(deps))
    .route('/', sendRoutes(deps))
    .route('/', commentApiRoutes(deps))
    .route('/', commentRoutingRoutes(deps))
    .route('/', proposalApiRoutes(deps))
    .route('/', reminderRoutes(deps))
    .route('/', waiverRoutes(deps))
    .route('/', lateChargePolicyRoutes(deps))
    .route('/', lateChargePresetRoutes(deps))
    .route('/', referenceRateRoutes(deps))
    .route('/', paymentApiRoutes(deps))
    .route('/', refundRoutes(deps))
    .route('/', findingRoutes(deps))
    .route('/', paymentLockRoutes(deps));
  let description: ReturnType<typeof describeApi> | undefined;
  return api.get('/v1/openapi.json', async (c) => c.json(await (description ??= describeApi(api, deps.config))));
}
