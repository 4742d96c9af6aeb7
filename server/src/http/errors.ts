import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiErrorCode, Problem } from '@quittance/shared/api-error.ts';
import { isDatabaseAway } from '../db/is-database-away.ts';
import type { AppEnv } from './app-env.ts';

type RefusalExtra = Omit<Problem, 'type' | 'title' | 'status' | 'code' | 'detail' | 'requestId'> & {
  status?: ContentfulStatusCode;
};

/** A refusal that the caller can act on. Anything else thrown is a defect. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ApiErrorCode;
  readonly detail: string | undefined;
  readonly extra: RefusalExtra;

  constructor(code: ApiErrorCode, detail?: string, extra: RefusalExtra = {}) {
    super(detail ?? code);
    this.code = code;
    this.detail = detail;
    this.extra = extra;
  }
}

const statuses: Record<ApiErrorCode, ContentfulStatusCode> = {
  invalid_request: 422,
  unsupported_media_type: 415,
  payload_too_large: 413,
  unauthenticated: 401,
  forbidden: 403,
  cross_site_request: 403,
  wrong_host: 421,
  not_found: 404,
  rate_limited: 429,
  not_ready: 503,
  idempotency_key_reused: 422,
  idempotency_key_in_use: 409,
  code_wrong: 401,
  challenge_dead: 401,
  challenge_expired: 410,
  codes_paused: 429,
  not_yet_issued: 422,
  rate_unknown: 422,
  already_paid: 409,
  amount_changed: 409,
  payment_in_progress: 409,
  payment_locked: 429,
  draft_expired: 410,
  part_not_offered: 422,
  part_too_small: 422,
  part_too_large: 422,
  too_many_invoices: 422,
  method_unavailable: 422,
  card_number_not_accepted: 422,
  provider_unavailable: 503,
  too_many_comments: 429,
  too_many_files: 429,
  file_not_accepted: 422,
  card_number_in_text: 422,
  nothing_to_change: 422,
  proposal_closed: 409,
  step_up_required: 403,
  too_many_documents: 422,
  nothing_to_download: 422,
  downloads_running: 429,
  bundle_not_ready: 409,
  bundle_gone: 410,
  statement_too_long: 422,
  currency_mismatch: 422,
  amount_too_large: 422,
  document_voided: 409,
  document_in_use: 409,
  refund_refused: 422,
  already_exists: 409,
};

export const onError: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof AppError) return refusal(c, error);
  if (error instanceof HTTPException && error.status < 500) {
    return refusal(c, new AppError('invalid_request', error.message, { status: 400 }));
  }
  c.var.log.error({ err: error }, 'request failed');
  // Whoever asks again in a moment is answered; a provider does so by itself.
  if (isDatabaseAway(error))
    return refusal(c, new AppError('not_ready', 'the database cannot be reached now', { retryAfterSeconds: 5 }));
  return problem(c, 500, { code: 'internal' });
};

export const onNotFound: NotFoundHandler<AppEnv> = (c) => refusal(c, new AppError('not_found'));

function refusal(c: Context<AppEnv>, { code, detail, extra }: AppError): Response {
  const { status = statuses[code], ...told } = extra;
  if (told.retryAfterSeconds !== undefined) c.header('Retry-After', String(told.retryAfterSeconds));
  if (code === 'unauthenticated') c.header('WWW-Authenticate', 'Bearer');
  return problem(c, status, { code, ...(detail === undefined ? {} : { detail }), ...told });
}

type Told = Omit<Problem, 'type' | 'title' | 'status' | 'requestId'>;

function problem(c: Context<AppEnv>, status: ContentfulStatusCode, told: Told): Response {
  const body: Problem = {
    type: `urn:quittance:problem:${told.code}`,
    title: told.code.replaceAll('_', ' '),
    status,
    ...told,
    requestId: c.var.requestId,
  };
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}
