import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { canBePaid } from '@quittance/shared/document-status.ts';
import type { Wording } from '../../lib/wording.ts';

/** Who, how much, until when: the first glance, in words. */
export type SummaryView = {
  title: string;
  customer: string;
  amountLabel: string;
  amount: string;
  status: StatusView;
  /** How many days are left or have passed, where the status itself does not say. */
  days: StatusView | null;
  due: string | null;
};

/** `tone` colours what `text` already says. */
export type StatusView = { tone: 'plain' | 'good' | 'soon' | 'late'; text: string };

/** `paidMinor`: what was paid in all, late charges included, where that is known. */
export function summaryView(summary: DocumentSummary, wording: Wording, paidMinor: number | null = null): SummaryView {
  const { t, money, date } = wording;
  const isAsked = summary.kind === 'invoice' && canBePaid(summary);
  const { label, minor } = mainAmount(summary, paidMinor);
  return {
    title: t(`document.title.${summary.kind}`, { number: summary.number }),
    customer: t('document.for', { customer: summary.customerName }),
    amountLabel: t(label),
    amount: money(minor, summary.currency),
    status: statusView(summary, wording),
    days: daysView(summary, wording),
    due: isAsked ? t('document.dueDate', { date: date(summary.dueDate) }) : null,
  };
}

/** What one looks for first: what to pay, or, where nothing is to be paid any more, what was. Never a nought. */
function mainAmount(summary: DocumentSummary, paidMinor: number | null) {
  const { kind, status, amountDueMinor, payableMinor } = summary;
  if (kind === 'credit_note') return { label: 'document.amountCredited', minor: payableMinor } as const;
  if (status === 'being_paid') return { label: 'document.amountOnItsWay', minor: amountDueMinor } as const;
  if (amountDueMinor > 0) return { label: 'document.amountDue', minor: amountDueMinor } as const;
  if (status === 'paid' && paidMinor) return { label: 'document.amountPaid', minor: paidMinor } as const;
  return { label: 'document.amountInvoice', minor: payableMinor } as const;
}

const daysSoon = 7;

export function statusView(summary: DocumentSummary, { t, money, date }: Wording): StatusView {
  switch (summary.status) {
    case 'open':
    case 'overdue':
      return dueView(summary.daysOverdue, t);
    case 'partly_paid':
      return { tone: 'plain', text: t('status.partlyPaid') };
    case 'partly_credited':
      return { tone: 'plain', text: t('status.partlyCredited') };
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
      return {
        tone: 'soon',
        text: t('status.disputedSince', { date: date(summary.disputedDate ?? summary.issueDate) }),
      };
    case 'void':
      return { tone: 'plain', text: t('status.void') };
    case 'credit':
      return { tone: 'good', text: t('status.credit', { amount: money(summary.unallocatedMinor, summary.currency) }) };
    case 'applied':
      return { tone: 'plain', text: t('status.applied') };
  }
}

export function daysView({ status, daysOverdue }: DocumentSummary, { t }: Wording): StatusView | null {
  const isSaid = status === 'partly_paid' || status === 'partly_credited' || status === 'disputed';
  return isSaid ? dueView(daysOverdue, t) : null;
}

function dueView(daysOverdue: number, t: Wording['t']): StatusView {
  if (daysOverdue > 0) return { tone: 'late', text: t('status.overdue', { count: daysOverdue }) };
  if (daysOverdue === 0) return { tone: 'soon', text: t('status.dueToday') };
  const daysLeft = -daysOverdue;
  return { tone: daysLeft <= daysSoon ? 'soon' : 'plain', text: t('status.dueIn', { count: daysLeft }) };
}
