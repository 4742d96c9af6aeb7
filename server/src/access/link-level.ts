import type { LinkLevel, LinkOpens } from '@quittance/shared/access.ts';
import { addDays, daysBetween, type CalendarDate } from '@quittance/shared/calendar-date.ts';

export type LinkFacts = {
  /** An older generation than the link has now. */
  isRevoked: boolean;
  isContactDisabled: boolean;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  /** The day by which nothing was owed any more; null while something is. */
  settledDate: CalendarDate | null;
  /** When it was last handed out, by a mail or by the merchant. */
  mintedDate: CalendarDate;
  entityOpens: LinkOpens;
  customerOpens: LinkOpens | null;
};

const freshAfterDueDays = 30;
const freshAfterIssueDays = 120;
const freshAfterSettledDays = 30;
/** A reminder weeks after the due date must open what it reminds of. */
const freshAfterMintedDays = 30;

/** A link never dies, its authority does: what it opened while it was fresh, and later only the way to sign in. */
export function linkLevel(facts: LinkFacts, today: CalendarDate): LinkLevel {
  if (facts.isRevoked || facts.isContactDisabled) return 'locator';
  if (!isFresh(facts, today)) return 'locator';
  const opens = facts.customerOpens ?? facts.entityOpens;
  return opens === 'sign_in' ? 'locator' : opens;
}

function isFresh({ issueDate, dueDate, settledDate, mintedDate }: LinkFacts, today: CalendarDate): boolean {
  if (settledDate && daysBetween(settledDate, today) > freshAfterSettledDays) return false;
  if (today <= addDays(mintedDate, freshAfterMintedDays)) return true;
  return today <= addDays(dueDate, freshAfterDueDays) && today <= addDays(issueDate, freshAfterIssueDays);
}

const order: readonly LinkLevel[] = ['locator', 'pay_card', 'document', 'account'];

/** Whether a link at `level` may do what needs `needed`. */
export function reachesLevel(level: LinkLevel, needed: LinkLevel): boolean {
  return order.indexOf(level) >= order.indexOf(needed);
}
