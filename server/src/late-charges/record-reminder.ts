import type { ApiReminder, NewReminder } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { AppError } from '../http/errors.ts';
import { holdInvoice } from './invoice-queries.ts';
import { deleteReminder, insertReminder, listReminders } from './reminder-queries.ts';

type ReminderDeps = Pick<Deps, 'db' | 'clock'>;

/**
 * A reminder was sent, by whoever sends them: from its day on, late charges that wait for one may arise. One a day and channel; the
 * same again does nothing. Resolves to all of the invoice.
 */
export async function recordReminder(
  deps: ReminderDeps,
  scope: MerchantScope,
  { invoiceId, ...reminder }: NewReminder & { invoiceId: string },
): Promise<ApiReminder[]> {
  return deps.db.transaction().execute(async (trx) => {
    const invoice = await holdInvoice(trx, scope, invoiceId);
    if (!invoice) throw new AppError('not_found');
    if (invoice.voidedAt) throw new AppError('document_voided', `Invoice ${invoice.number} is void.`);
    const today = deps.clock.today(invoice.timeZone);
    if (reminder.sentDate > today)
      throw new AppError('invalid_request', `sentDate: is after today, ${today} where the entity is`);
    if (reminder.sentDate < invoice.issueDate)
      throw new AppError('invalid_request', `sentDate: is before ${invoice.issueDate}, the day of the invoice`);
    const known = await listReminders(trx, scope, invoiceId);
    const isThere = known.some(
      ({ sentDate, channel }) => sentDate === reminder.sentDate && channel === reminder.channel,
    );
    if (isThere) return known;
    const now = deps.clock.now();
    await insertReminder(trx, scope, { documentId: invoiceId, now, ...reminder });
    await insertDocumentEvents(trx, scope, [{ documentId: invoiceId, kind: 'reminder_recorded', data: reminder }], now);
    return listReminders(trx, scope, invoiceId);
  });
}

/** It was never sent. What was claimed because of it stays claimed; waive it if that is meant. */
export async function removeReminder(
  deps: ReminderDeps,
  scope: MerchantScope,
  { invoiceId, reminderId }: { invoiceId: string; reminderId: string },
): Promise<ApiReminder[]> {
  return deps.db.transaction().execute(async (trx) => {
    const invoice = await holdInvoice(trx, scope, invoiceId);
    const isRemoved = await deleteReminder(trx, scope, { documentId: invoiceId, reminderId });
    if (!invoice || !isRemoved) throw new AppError('not_found');
    const now = deps.clock.now();
    const event = { documentId: invoiceId, kind: 'reminder_removed', data: { reminderId } } as const;
    await insertDocumentEvents(trx, scope, [event], now);
    return listReminders(trx, scope, invoiceId);
  });
}
