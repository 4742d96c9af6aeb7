import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { Wording } from '../../lib/wording.ts';
import { statusView, type StatusView } from './summary-view.ts';

/** One document in a list. */
export type DocumentRowView = {
  id: string;
  title: string;
  /** Whose and from whom, where there is more than one of them. */
  about: string[];
  date: string;
  amount: string;
  /** The document's own total, where something else is owed. */
  total: string | null;
  /** That the merchant said something new. */
  unread: string | null;
  status: StatusView;
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
  const { id, kind, number, status, currency, amountDueMinor, payableMinor } = summary;
  const title = t(`document.title.${kind}`, { number });
  const isOwed = amountDueMinor > 0;
  return {
    id,
    title,
    about: [...(crowd.hasEntities ? [summary.entityName] : []), ...(crowd.hasCustomers ? [summary.customerName] : [])],
    date: isOwed ? t('list.due', { date: date(summary.dueDate) }) : date(summary.issueDate),
    amount: money(isOwed ? amountDueMinor : payableMinor, currency),
    total:
      isOwed && amountDueMinor !== payableMinor ? t('list.ofTotal', { amount: money(payableMinor, currency) }) : null,
    unread: unreadCount > 0 ? t('list.unread', { count: unreadCount }) : null,
    status: statusView(summary, wording),
    pay: isOwed && status !== 'being_paid' ? { label: t('list.payLabel', { title }), path: `/pay/${id}` } : null,
  };
}
