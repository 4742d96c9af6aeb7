import type { Deps } from '../../deps.ts';
import type { ProviderConnector } from '../payment-provider.ts';
import { circuit } from './circuit.ts';
import { keptAnswers } from './kept-answers.ts';
import { mollieKeyNames, readMollieKeys } from './mollie-keys.ts';
import type { MollieHouse, MollieTimes } from './mollie-provider.ts';

const minuteMs = 60_000;
/**
 * The package bounds no request by itself, and asks three times, two seconds apart, when Mollie is out of order. The pauses lie between tries
 * of the same creation; tests wait less.
 */
const usualTimes: MollieTimes = { readMs: 10_000, createMs: 15_000, pausesMs: [500, 2000] };

/** Mollie, of which nothing is loaded before an account is opened. */
export function mollieConnector(
  deps: Pick<Deps, 'clock' | 'log'>,
  { webhookKey, times = usualTimes }: { webhookKey: Buffer; times?: MollieTimes },
): ProviderConnector {
  const house: MollieHouse = {
    ...deps,
    webhookKey,
    times,
    health: circuit(deps.clock),
    methods: keptAnswers(deps.clock, { goodForMs: 10 * minuteMs, countMax: 500 }),
    icons: keptAnswers(deps.clock, { goodForMs: 24 * 60 * minuteMs, countMax: 100 }),
  };
  return {
    id: 'mollie',
    keyNames: mollieKeyNames,
    readKeys: readMollieKeys,
    async connect(account) {
      const { mollieProvider } = await import('./mollie-provider.ts');
      return mollieProvider(house, account);
    },
    async check(account) {
      const { checkMollie } = await import('./mollie-check.ts');
      return checkMollie(house, account);
    },
  };
}
