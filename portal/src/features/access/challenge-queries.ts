import { queryOptions } from '@tanstack/react-query';
import type { ChallengeRequest } from '@quittance/shared/access.ts';
import { answer, api, done } from '../../lib/api.ts';

/** The code that this browser has asked for and not used. */
export const pendingChallengeQuery = queryOptions({
  queryKey: ['challenge'],
  queryFn: () => answer(api.auth.challenge.$get()),
  staleTime: 0,
});

export function askForCode(request: ChallengeRequest): Promise<void> {
  return done(api.auth.challenge.$post({ json: request }));
}

/** To the same address as before. */
export function askForCodeAgain(): Promise<void> {
  return done(api.auth.challenge.again.$post());
}

/** Resolves to where to go now. */
export async function verifyCode(request: { code: string; remember: boolean }): Promise<string> {
  const { path } = await answer(api.auth.verify.$post({ json: request }));
  return path;
}
