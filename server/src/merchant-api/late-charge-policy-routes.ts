import { Hono } from 'hono';
import {
  apiLateChargePolicyPageSchema,
  apiLateChargePolicySchema,
  lateChargePolicyFilterSchema,
  newLateChargePolicySchema,
} from '@quittance/shared/merchant-api/late-charge.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { json, query } from '../http/validate.ts';
import { listPolicies } from '../late-charges/policy-queries.ts';
import { savePolicy } from '../late-charges/save-policy.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

export function lateChargePolicyRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/late-charge-policies',
      operation(deps, 'late-charges:read', {
        id: 'listLateChargePolicies',
        summary: 'List the late charge policies, every version',
        answers: { 200: { schema: apiLateChargePolicyPageSchema } },
      }),
      query(lateChargePolicyFilterSchema),
      async (c) => {
        const { limit, after, ...filter } = c.req.valid('query');
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listPolicies(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .post(
      '/v1/late-charge-policies',
      operation(deps, 'late-charges:write', {
        id: 'saveLateChargePolicy',
        summary: 'Add a late charge policy, or a new version of one',
        description:
          'For an entity, one of its customers, or one invoice. Without charges it says that nothing is charged. Versions never change: the ' +
          'same again does nothing, other rules need a higher version. What was claimed already stays as it is.',
        answers: { 201: { schema: apiLateChargePolicySchema } },
      }),
      json(newLateChargePolicySchema),
      idempotent(deps),
      async (c) => c.json(await savePolicy(deps, c.var.merchant, c.req.valid('json')), 201),
    );
}
