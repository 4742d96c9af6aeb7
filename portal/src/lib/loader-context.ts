import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { createContext, redirect, type LoaderFunctionArgs } from 'react-router';
import { isRefusal } from './api-error.ts';
import { forgetSeen } from './keep-seen.ts';
import { signInPath } from './sign-in-path.ts';

// What loaders take instead of module-wide state.

export const queryClientContext = createContext<QueryClient>();
export const i18nContext = createContext<i18n>();

/** Runs a loader of a signed-in page; whoever is not signed in goes there first, and then on to what was asked for. */
export async function signedIn<T>(
  { context, params, request }: Pick<LoaderFunctionArgs, 'context' | 'params' | 'request'>,
  load: (queryClient: QueryClient, params: LoaderFunctionArgs['params']) => Promise<T>,
): Promise<T | Response> {
  try {
    return await load(context.get(queryClientContext), params);
  } catch (error) {
    if (!isRefusal(error, 'unauthenticated')) throw error;
    await forgetSeen().catch(() => undefined);
    const { documentId } = params;
    if (documentId !== undefined) return redirect(`/sign-in?document=${encodeURIComponent(documentId)}`);
    return redirect(signInPath(new URL(request.url).pathname));
  }
}
