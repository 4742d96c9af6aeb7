import { Hono } from 'hono';
import { z } from 'zod';
import { apiRemindersSchema, newReminderSchema } from '@quittance/shared/merchant-api/late-charge.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param } from '../http/validate.ts';
import { recordReminder, removeReminder } from '../late-charges/record-reminder.ts';
import { listReminders } from '../late-charges/reminder-queries.ts';
import { findDocument } from './document-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });
const reminderParam = z.strictObject({ id: idSchema, reminderId: idSchema });
const answers = { 200: { schema: apiRemindersSchema } };

export function reminderRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/invoices/:id/reminders',
      operation(deps, 'late-charges:read', {
        id: 'listReminders',
        summary: 'List the reminders of an invoice',
        answers,
      }),
      param(idParam),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await findDocument(deps.db, c.var.merchant, { kind: 'invoice', id }))) throw new AppError('not_found');
        return c.json({ items: await listReminders(deps.db, c.var.merchant, id) });
      },
    )
    .post(
      '/v1/invoices/:id/reminders',
      operation(deps, 'late-charges:write', {
        id: 'recordReminder',
        summary: 'Record that a reminder was sent',
        description:
          'Sends nothing. Late charges that wait for a reminder count from it. The same day and channel again does nothing.',
        answers,
      }),
      param(idParam),
      json(newReminderSchema),
      idempotent(deps),
      async (c) => {
        const invoiceId = c.req.valid('param').id;
        return c.json({ items: await recordReminder(deps, c.var.merchant, { invoiceId, ...c.req.valid('json') }) });
      },
    )
    .post(
      '/v1/invoices/:id/reminders/:reminderId/remove',
      operation(deps, 'late-charges:write', {
        id: 'removeReminder',
        summary: 'Take back a reminder that was never sent',
        description: 'What was claimed because of it stays claimed.',
        answers,
      }),
      param(reminderParam),
      idempotent(deps),
      async (c) => {
        const { id: invoiceId, reminderId } = c.req.valid('param');
        return c.json({ items: await removeReminder(deps, c.var.merchant, { invoiceId, reminderId }) });
      },
    );
}
