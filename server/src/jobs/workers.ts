import { sendSignInMail } from '../access/send-sign-in-mail.ts';
import { buildBundle, deleteBundle } from '../bundles/build-bundle.ts';
import { mailComments } from '../comments/mail-comments.ts';
import { mailDemoInvoice } from '../demo/mail-demo-invoice.ts';
import type { Deps } from '../deps.ts';
import { deliverMail } from '../email/deliver-mail.ts';
import { watchRates } from '../late-charges/watch-rates.ts';
import { cancelAttempts } from '../payments/cancel-attempts.ts';
import { comparePayments } from '../payments/compare-payments.ts';
import { reconcileAttempts } from '../payments/reconcile-attempts.ts';
import { reconcileRefunds } from '../payments/reconcile-refunds.ts';
import { deliverSimulatedWebhook, passSimulatedTime } from '../payments/simulate-payment.ts';
import { settleWebhook } from '../webhooks/settle-webhook.ts';
import { deleteExpired } from './delete-expired.ts';
import type { JobMap, JobName } from './jobs.ts';

export type Workers = { [Name in JobName]: (deps: Deps, data: JobMap[Name]) => Promise<void> };

/** Who does which job. Each must be safe to repeat: a job that failed, or whose process died, runs again. */
export const workers: Workers = {
  'delete-expired': deleteExpired,
  'deliver-mail': deliverMail,
  'settle-webhook': settleWebhook,
  'reconcile-attempts': reconcileAttempts,
  'reconcile-refunds': reconcileRefunds,
  'compare-payments': comparePayments,
  'cancel-attempts': cancelAttempts,
  'pass-simulated-time': passSimulatedTime,
  'deliver-simulated-webhook': deliverSimulatedWebhook,
  'mail-demo-invoice': mailDemoInvoice,
  'mail-comments': mailComments,
  'send-sign-in-mail': sendSignInMail,
  'watch-rates': watchRates,
  'build-bundle': buildBundle,
  'delete-bundle': deleteBundle,
};

/** Jobs that start by themselves, as cron expressions in UTC. */
export const schedules: { [Name in JobName]?: { cron: string; data: JobMap[Name] } } = {
  'delete-expired': { cron: '17 3 * * *', data: {} },
  'reconcile-attempts': { cron: '* * * * *', data: {} },
  'reconcile-refunds': { cron: '*/5 * * * *', data: {} },
  'compare-payments': { cron: '41 2 * * *', data: {} },
  'watch-rates': { cron: '23 6 * * *', data: {} },
};
