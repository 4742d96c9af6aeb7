import { queryOptions } from '@tanstack/react-query';
import { answer, api, done } from '../../lib/api.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => answer(api.session.$get()),
});

export function signOut(): Promise<void> {
  return done(api.auth['sign-out'].$post());
}
