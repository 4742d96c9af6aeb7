import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { Wording } from '../../lib/wording.ts';

/** Who, how much, until when: the first glance, in words. */
export type SummaryView = {
  title: string;
  customer: string;
  amountLabel: string;
  amount: string;
  status: StatusView;
  due: string | null;
};

/** `tone` colours what `text` already says. */
export type StatusView = { tone: 'plain' | 'good' | 'soon' | 'late'; text: string };

export function summaryView(summary: DocumentSummary, wording: Wording): SummaryView {
  const { t, money, date } = wording;
  const isInvoice = summary.kind === 'invoice';
  const isOwed = summary.amountDueMinor > 0;
  return {
    title: t(`document.title.${summary.kind}`, { number: summary.number }),
    customer: t('document.for', { customer: summary.customerName }),
    amountLabel: isInvoice ? t('document.amountDue') : t('document.amountCredited'),
    amount: money(isInvoice ? summary.amountDueMinor : summary.payableMinor, summary.currency),
    status: statusView(summary, wording),
    due: isInvoice && isOwed ? t('document.dueDate', { date: date(summary.dueDate) }) : null,
  };
}

const daysSoon = 7;

export function statusView(summary: DocumentSummary, { t, money, date }: Wording): StatusView {
  switch (summary.status) {
    case 'open':
      return dueView(summary.daysOverdue, t);
    case 'overdue':
      return { tone: 'late', text: t('status.overdue', { count: summary.daysOverdue }) };
    case 'partly_paid':
      return { tone: 'soon', text: t('status.partlyPaid') };
    case 'being_paid':
      return { tone: 'soon', text: t('status.beingPaid') };
    case 'paid':
      return {
        tone: 'good',
        text: summary.paidDate ? t('status.paidOn', { date: date(summary.paidDate) }) : t('status.paid'),
      };
    case 'credited':
      return { tone: 'good', text: t('status.credited') };
    case 'disputed':
      return { tone: 'soon', text: t('status.disputed') };
    case 'void':
      return { tone: 'plain', text: t('status.void') };
    case 'credit':
      return { tone: 'good', text: t('status.credit', { amount: money(summary.unallocatedMinor, summary.currency) }) };
    case 'applied':
      return { tone: 'plain', text: t('status.applied') };
  }
}

function dueView(daysOverdue: number, t: Wording['t']): StatusView {
  if (daysOverdue === 0) return { tone: 'soon', text: t('status.dueToday') };
  const daysLeft = -daysOverdue;
  return { tone: daysLeft <= daysSoon ? 'soon' : 'plain', text: t('status.dueIn', { count: daysLeft }) };
}
