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
  entityOpens: LinkOpens;
  customerOpens: LinkOpens | null;
};

const freshAfterDueDays = 30;
const freshAfterIssueDays = 120;
const freshAfterSettledDays = 30;

/** A link never dies, its authority does: what it opened while it was fresh, and later only the way to sign in. */
export function linkLevel(facts: LinkFacts, today: CalendarDate): LinkLevel {
  if (facts.isRevoked || facts.isContactDisabled) return 'locator';
  if (today > addDays(facts.dueDate, freshAfterDueDays)) return 'locator';
  if (today > addDays(facts.issueDate, freshAfterIssueDays)) return 'locator';
  if (facts.settledDate && daysBetween(facts.settledDate, today) > freshAfterSettledDays) return 'locator';
  const opens = facts.customerOpens ?? facts.entityOpens;
  return opens === 'sign_in' ? 'locator' : opens;
}

const order: readonly LinkLevel[] = ['locator', 'pay_card', 'document', 'account'];

/** Whether a link at `level` may do what needs `needed`. */
export function reachesLevel(level: LinkLevel, needed: LinkLevel): boolean {
  return order.indexOf(level) >= order.indexOf(needed);
}
