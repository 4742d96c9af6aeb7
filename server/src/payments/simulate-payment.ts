import type { ChallengeAnswer } from '@quittance/shared/payment.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import type { Simulation } from './payment-provider.ts';

// What a provider without a bank needs from us, because nobody else moves its payments. Providers with a bank know none of it.

type SimulationDeps = Pick<Deps, 'providers'>;

export async function passSimulatedTime(
  deps: SimulationDeps,
  { provider, reference, states }: { provider: string; reference: string; states: string[] },
): Promise<void> {
  await simulationOf(deps, provider).passTime(reference, states);
}

export async function deliverSimulatedWebhook(
  deps: SimulationDeps,
  { provider, ...event }: { provider: string; eventId: string; reference: string },
): Promise<void> {
  await simulationOf(deps, provider).deliver(event);
}

/** The payer's answer to a dialog that stands in for the bank's own. */
export async function answerSimulatedChallenge(
  deps: SimulationDeps,
  { provider, attemptId, answer }: { provider: string; attemptId: string; answer: ChallengeAnswer },
): Promise<void> {
  await simulationOf(deps, provider).answerChallenge(attemptId, answer);
}

function simulationOf({ providers }: SimulationDeps, provider: string): Simulation {
  const simulation = providers.get(provider)?.simulation;
  if (!simulation) throw new AppError('not_found', `${provider} simulates nothing`);
  return simulation;
}
