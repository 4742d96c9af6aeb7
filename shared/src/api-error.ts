import { z } from 'zod';

/** Refusals a caller can act on. The server maps each to a status, the portal to a sentence. */
export const apiErrorCodes = [
  'invalid_request',
  'unsupported_media_type',
  'payload_too_large',
  'unauthenticated',
  'forbidden',
  'cross_site_request',
  'wrong_host',
  'not_found',
  'rate_limited',
  'not_ready',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  // sign-in
  'code_wrong',
  'challenge_dead',
  'challenge_expired',
  // too many wrong codes on the whole installation: the link in the mail still works
  'codes_paused',
  // reading what is owed as of a day
  'not_yet_issued',
  'rate_unknown',
  // paying
  'already_paid',
  'amount_changed',
  'payment_in_progress',
  'payment_locked',
  'draft_expired',
  'part_not_offered',
  'part_too_small',
  'part_too_large',
  'too_many_invoices',
  'method_unavailable',
  'card_number_not_accepted',
  'provider_unavailable',
  // comments
  'too_many_comments',
  'too_many_files',
  'file_not_accepted',
  'card_number_in_text',
  // proposals
  'nothing_to_change',
  'proposal_closed',
  // downloads
  'step_up_required',
  'too_many_documents',
  'nothing_to_download',
  'downloads_running',
  'bundle_not_ready',
  'bundle_gone',
  // statements: as PDF
  'statement_too_long',
  // merchant
  'currency_mismatch',
  'amount_too_large',
  'document_voided',
  'document_in_use',
  'refund_refused',
  'already_exists',
] as const;
export type ApiErrorCode = (typeof apiErrorCodes)[number];

/** Problem details (RFC 9457) as every error answer has them. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum([...apiErrorCodes, 'internal']),
  detail: z.string().optional(),
  requestId: z.string(),
  /** Where the request was wrong: a path into body, query or parameters, and what is expected there. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  lockedUntil: z.string().optional(),
  retryAfterSeconds: z.int().optional(),
  /** amount_changed: what the same invoices come to now. */
  totalMinor: z.int().optional(),
  /** amount_changed, already_paid, payment_in_progress: the invoices it is about. */
  invoiceIds: z.array(z.string()).optional(),
  /** payment_in_progress: the caller's own unfinished attempt, to go on with or cancel; missing when somebody else is paying. */
  attemptId: z.string().optional(),
  /** payment_in_progress: since when. */
  startedAt: z.string().optional(),
  /** code_wrong: how often one may still try. */
  triesLeft: z.int().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
