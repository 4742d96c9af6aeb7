import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { canBePaid } from '@quittance/shared/document-status.ts';
import type { Wording } from '../../lib/wording.ts';
import { daysView, statusView, type StatusView } from './summary-view.ts';

/** One document in a list. */
export type DocumentRowView = {
  id: string;
  title: string;
  /** Whose and from whom, where there is more than one of them. */
  about: string[];
  date: string;
  amount: string;
  /** Why it is another amount than the document's own total. */
  total: string | null;
  /** That the merchant said something new. */
  unread: string | null;
  status: StatusView;
  days: StatusView | null;
  /** Null where it cannot be paid now. */
  pay: { label: string; path: string } | null;
};

export type Crowd = { hasCustomers: boolean; hasEntities: boolean };

export function documentRowView(
  summary: DocumentSummary,
  { crowd, unreadCount }: { crowd: Crowd; unreadCount: number },
  wording: Wording,
): DocumentRowView {
  const { t, money, date } = wording;
  const { id, kind, number, currency, amountDueMinor, payableMinor } = summary;
  const title = t(`document.title.${kind}`, { number });
  const isOwed = amountDueMinor > 0;
  return {
    id,
    title,
    about: [...(crowd.hasEntities ? [summary.entityName] : []), ...(crowd.hasCustomers ? [summary.customerName] : [])],
    date: isOwed ? t('list.due', { date: date(summary.dueDate) }) : date(summary.issueDate),
    amount: money(isOwed ? amountDueMinor : payableMinor, currency),
    total: isOwed ? totalText(summary, wording) : null,
    unread: unreadCount > 0 ? t('list.unread', { count: unreadCount }) : null,
    status: statusView(summary, wording),
    days: daysView(summary, wording),
    pay: canBePaid(summary) ? { label: t('list.payLabel', { title }), path: `/pay/${id}` } : null,
  };
}

/** A part of the total where less is owed; where more is owed, what made it more. */
function totalText(
  { amountDueMinor, payableMinor, lateChargesMinor, currency }: DocumentSummary,
  { t, money }: Wording,
): string | null {
  if (amountDueMinor < payableMinor) return t('list.ofTotal', { amount: money(payableMinor, currency) });
  return lateChargesMinor > 0 ? t('list.inclCharges', { amount: money(lateChargesMinor, currency) }) : null;
}
