import type { ApiErrorCode, Problem } from '@quittance/shared/api-error.ts';
import type { notKept } from './kept-answer.ts';

/**
 * `unreachable`: no answer came, so nobody knows whether the request arrived. `not_started`: nor does it matter, for nothing was asked to
 * pay yet. `not_kept`: there is no network, and this was not seen on this device.
 */
export type ErrorCode = ApiErrorCode | 'internal' | 'unreachable' | 'not_started' | typeof notKept;

/** A refusal by the server, or the lack of an answer. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ErrorCode;
  /** What the server told along with the code; null where no answer came. */
  readonly problem: Problem | null;

  constructor(code: ErrorCode, problem: Problem | null) {
    super(code);
    this.code = code;
    this.problem = problem;
  }
}

export function isRefusal(error: unknown, ...codes: ErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
