import { apiClient } from '@quittance/server/api-client.ts';
import type { Problem } from '@quittance/shared/api-error.ts';
import { ApiError } from './api-error.ts';
import { noteAge } from './kept-answer.ts';

export const api = apiClient('/').api;

type Answering<T> = { ok: boolean; headers: Pick<Headers, 'get'>; json: () => Promise<T> };

/** The answer of a typed call, or an ApiError. */
export async function answer<T>(call: Promise<Answering<T>>): Promise<T> {
  const response = await reached(call);
  if (!response.ok) throw await refusal(response);
  return noteAge(await response.json(), response);
}

/** Of a path that the page was told. */
export function answerOf<T>(path: string): Promise<T> {
  return answer<T>(fetch(path));
}

/** For calls that answer with nothing. */
export async function done(call: Promise<Answering<unknown>>): Promise<void> {
  const response = await reached(call);
  if (!response.ok) throw await refusal(response);
}

async function reached<R>(call: Promise<R>): Promise<R> {
  try {
    return await call;
  } catch {
    throw new ApiError('unreachable', null);
  }
}

async function refusal(response: Answering<unknown>): Promise<ApiError> {
  const body = await response.json().catch(() => null);
  return isProblem(body) ? new ApiError(body.code, body) : new ApiError('internal', null);
}

/** Anything between us and the server may answer with a page of its own. */
function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body;
}
