import { addMs, hourMs } from '../access/duration.ts';
import type { Clock, Deps } from '../deps.ts';
import { isSentTo } from '../documents/document-event-queries.ts';
import { sendInvoice } from '../email/send-invoice.ts';

export type DemoMail = {
  merchantId: string;
  documentId: string;
  contactId: string;
  /** The newest in the mailbox. */
  isLast: boolean;
};

/** A picture of the invoice is drawn for its mail, which whoever waits for the first start need not wait for. */
export async function mailDemoInvoice(
  deps: Deps,
  { merchantId, documentId, contactId, isLast }: DemoMail,
): Promise<void> {
  if (await isSentTo(deps.db, { merchantId }, { documentId, contactId })) return;
  const clock = isLast ? deps.clock : anHourBefore(deps.clock);
  await sendInvoice({ ...deps, clock }, { merchantId }, { documentId, contactIds: [contactId] });
}

/** The mailbox shows the newest first. */
export function anHourBefore(clock: Clock): Clock {
  return { now: () => addMs(clock.now(), -hourMs), today: (timeZone) => clock.today(timeZone) };
}
