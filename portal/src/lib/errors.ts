import type { TFunction } from 'i18next';
import { ApiError, type ErrorCode } from './api-error.ts';

/** One sentence per code. What only a program can do wrong is our mistake to the reader. */
const sentences = {
  unreachable: 'errors.unreachable',
  not_started: 'errors.paymentNotStarted',
  not_kept: 'offline.notKept',
  internal: 'errors.internal',
  invalid_request: 'errors.invalidRequest',
  unauthenticated: 'errors.unauthenticated',
  forbidden: 'errors.forbidden',
  not_found: 'errors.notFound',
  rate_limited: 'errors.rateLimited',
  not_ready: 'errors.notReady',
  code_wrong: 'errors.codeWrong',
  challenge_dead: 'errors.challengeDead',
  challenge_expired: 'errors.challengeExpired',
  codes_paused: 'errors.codesPaused',
  not_yet_issued: 'errors.notYetIssued',
  rate_unknown: 'errors.rateUnknown',
  already_paid: 'errors.alreadyPaid',
  amount_changed: 'errors.amountChanged',
  payment_in_progress: 'errors.paymentInProgress',
  payment_locked: 'errors.paymentLocked',
  draft_expired: 'errors.draftExpired',
  part_not_offered: 'errors.partNotOffered',
  part_too_small: 'errors.partTooSmall',
  part_too_large: 'errors.partTooLarge',
  too_many_invoices: 'errors.tooManyInvoices',
  method_unavailable: 'errors.methodUnavailable',
  card_number_not_accepted: 'errors.cardNumberNotAccepted',
  provider_unavailable: 'errors.providerUnavailable',
  document_voided: 'errors.documentVoided',
  too_many_comments: 'errors.tooManyComments',
  too_many_files: 'errors.tooManyFiles',
  file_not_accepted: 'errors.fileNotAccepted',
  card_number_in_text: 'errors.cardNumberInText',
  nothing_to_change: 'errors.nothingToChange',
  proposal_closed: 'errors.proposalClosed',
  step_up_required: 'errors.stepUpRequired',
  too_many_documents: 'errors.tooManyDocuments',
  nothing_to_download: 'errors.nothingToDownload',
  downloads_running: 'errors.downloadsRunning',
  bundle_not_ready: 'errors.bundleNotReady',
  bundle_gone: 'errors.bundleGone',
  statement_too_long: 'errors.statementTooLong',
  unsupported_media_type: 'errors.internal',
  payload_too_large: 'errors.internal',
  cross_site_request: 'errors.internal',
  wrong_host: 'errors.internal',
  idempotency_key_reused: 'errors.internal',
  idempotency_key_in_use: 'errors.internal',
  currency_mismatch: 'errors.currencyMismatch',
  amount_too_large: 'errors.internal',
  already_exists: 'errors.internal',
  document_in_use: 'errors.internal',
  refund_refused: 'errors.internal',
} as const satisfies Record<ErrorCode, string>;

/** What happened and what to do now. */
export function errorText(error: unknown, t: TFunction): string {
  return sentenceOf(error instanceof ApiError ? error.code : 'internal', t);
}

/** A server that is newer than this page may know codes that we do not. */
export function sentenceOf(code: string, t: TFunction): string {
  return t(isErrorCode(code) ? sentences[code] : 'errors.internal');
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(sentences, code);
}
