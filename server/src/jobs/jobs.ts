import type { Kysely } from 'kysely';
import type { CommentSide } from '@quittance/shared/comment.ts';
import type { Database } from '../db/tables.ts';
import type { DemoMail } from '../demo/mail-demo-invoice.ts';

/** Every kind of background work and what it is told. A feature adds its line here and its worker in workers.ts. */
export type JobMap = {
  'delete-expired': Record<string, never>;
  'deliver-mail': { merchantId: string; mailId: string };
  'settle-webhook': { inboxId: string };
  'reconcile-attempts': Record<string, never>;
  'reconcile-refunds': Record<string, never>;
  'compare-payments': Record<string, never>;
  'cancel-attempts': { attemptIds: string[] };
  'pass-simulated-time': { provider: string; reference: string; states: string[] };
  'deliver-simulated-webhook': { provider: string; eventId: string; reference: string };
  'mail-demo-invoice': DemoMail;
  'mail-comments': { merchantId: string; documentId: string; side: CommentSide; number: number };
  'send-sign-in-mail': { challengeId: string };
  'watch-rates': Record<string, never>;
  'build-bundle': { merchantId: string; bundleId: string };
  'delete-bundle': { merchantId: string; bundleId: string };
};
export type JobName = keyof JobMap;

/** How many jobs of one kind a process does at once. */
export const atOnceMax = 5;

export interface Jobs {
  /**
   * Within a transaction the job exists only if the transaction commits; it may run more than once. An urgent one, for which somebody
   * waits at a screen, goes before the others of its kind.
   */
  enqueue<Name extends JobName>(
    db: Kysely<Database>,
    name: Name,
    data: JobMap[Name],
    options?: { startAt?: Date; isUrgent?: boolean },
  ): Promise<void>;
}
