import type { Clock, Deps } from '../deps.ts';
import { isSentTo } from '../documents/document-event-queries.ts';
import { sendInvoice } from '../email/send-invoice.ts';

export type DemoMail = {
  documentId: string;
  contactId: string;
  /** The newest in the mailbox. */
  isLast: boolean;
};
export type DemoMails = { merchantId: string; mails: DemoMail[] };

/** A picture of each invoice is drawn for its mail, which whoever waits for the first start need not wait for. */
export async function mailDemoInvoices(deps: Deps, { merchantId, mails }: DemoMails): Promise<void> {
  for (const { documentId, contactId, isLast } of mails) {
    if (await isSentTo(deps.db, { merchantId }, { documentId, contactId })) continue;
    const clock = isLast ? deps.clock : anHourBefore(deps.clock);
    await sendInvoice({ ...deps, clock }, { merchantId }, { documentId, contactIds: [contactId] });
  }
}

/** The mailbox shows the newest first. */
export function anHourBefore(clock: Clock): Clock {
  return { now: () => new Date(clock.now().getTime() - 3_600_000), today: (timeZone) => clock.today(timeZone) };
}
