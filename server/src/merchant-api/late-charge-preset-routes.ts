import { Hono } from 'hono';
import { presetNotice } from '@quittance/shared/late-charge/preset.ts';
import { lateChargePresets } from '@quittance/shared/late-charge/presets.ts';
import { apiLateChargePresetsSchema } from '@quittance/shared/merchant-api/late-charge.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { operation } from './operation.ts';

export function lateChargePresetRoutes(deps: Deps) {
  return new Hono<AppEnv>().get(
    '/v1/late-charge-presets',
    operation(deps, 'late-charges:read', {
      id: 'listLateChargePresets',
      summary: 'List late charge policies to start from',
      description:
        'Each with its laws, its sources and what is uncertain about it. Show the notice wherever one can be chosen.',
      answers: { 200: { schema: apiLateChargePresetsSchema } },
    }),
    (c) => c.json({ notice: presetNotice, items: lateChargePresets }),
  );
}
