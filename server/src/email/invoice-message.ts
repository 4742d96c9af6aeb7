import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { MailTemplate } from '@quittance/shared/merchant-api/mail.ts';
import type { InlinePicture, MailBlock, MailMessage } from './mail-message.ts';
import { fillTemplate, type TemplateValues } from './mail-template.ts';
import { oneLine } from './one-line.ts';
import type { Wording } from './wording.ts';

export type InvoiceMail = {
  summary: DocumentSummary;
  contactName: string;
  /** What the payer must quote (BT-83), else the number. */
  reference: string;
  url: string;
  hasPicture: boolean;
  /** Where all that is overdue is paid, if it is more than this. */
  overdue: { count: number; url: string } | null;
};

/** Attached under this id, shown in the HTML. */
export const previewId = 'preview';

/** The mail that brings an invoice or credit note: the amount, what the merchant wants to say, the link and the picture. */
export function invoiceMessage(wording: Wording, template: MailTemplate, mail: InvoiceMail): MailMessage {
  const { words } = wording;
  const kind = words.document[mail.summary.kind];
  const number = oneLine(mail.summary.number);
  const picture: InlinePicture | null = mail.hasPicture
    ? { contentId: previewId, text: kind.pictureText({ number }) }
    : null;
  const button: MailBlock & { kind: 'button' } = { kind: 'button', text: kind.view, url: mail.url, picture };
  const { subject, blocks } = fillTemplate(template, valuesOf(wording, mail), button);
  return {
    subject,
    preheader: preheaderOf(wording, mail.summary),
    blocks: [amountOf(wording, mail.summary), ...blocks, ...allOverdue(wording, mail)],
  };
}

/** Says no amount: the mail shows no more of the account than its link does. */
function allOverdue({ words }: Wording, { overdue }: InvoiceMail): MailBlock[] {
  if (!overdue) return [];
  const { allOverdue: text, signInFirst } = words.document.invoice;
  const { count, url } = overdue;
  return [{ kind: 'paragraph', parts: [{ text: text({ count }), url }, ` ${signInFirst}`] }];
}

function valuesOf({ money, date }: Wording, { summary, contactName, reference }: InvoiceMail): TemplateValues {
  return {
    NUMBER: summary.number,
    AMOUNT: money(summary.payableMinor, summary.currency),
    AMOUNT_DUE: money(summary.amountDueMinor, summary.currency),
    ISSUE_DATE: date(summary.issueDate),
    DUE_DATE: date(summary.dueDate),
    REFERENCE: reference,
    CUSTOMER: summary.customerName,
    CONTACT: contactName,
    ENTITY: summary.entityName,
  };
}

function amountOf({ words, money, date }: Wording, summary: DocumentSummary): MailBlock {
  if (summary.kind === 'credit_note') {
    const { amountLabel: label, nothingToPay: note } = words.document.credit_note;
    return { kind: 'amount', label, amount: money(summary.payableMinor, summary.currency), note };
  }
  const { amountLabel: label, dueOn, overdue, lateCharges, nothingDue } = words.document.invoice;
  const { amountDueMinor, lateChargesMinor, currency, daysOverdue: days } = summary;
  const amount = money(amountDueMinor, currency);
  if (amountDueMinor === 0) return { kind: 'amount', label, amount, note: nothingDue };
  const due = { date: date(summary.dueDate) };
  const note = days > 0 ? overdue({ ...due, days }) : dueOn(due);
  const detail = lateChargesMinor > 0 ? lateCharges({ amount: money(lateChargesMinor, currency) }) : null;
  return { kind: 'amount', label, amount, note, detail };
}

function preheaderOf({ words, money, date }: Wording, summary: DocumentSummary): string {
  if (summary.kind === 'credit_note') {
    return words.document.credit_note.preheader({ amount: money(summary.payableMinor, summary.currency) });
  }
  const { preheader, overduePreheader, nothingDue } = words.document.invoice;
  if (summary.amountDueMinor === 0) return nothingDue;
  const due = { amount: money(summary.amountDueMinor, summary.currency), date: date(summary.dueDate) };
  return summary.daysOverdue > 0 ? overduePreheader(due) : preheader(due);
}
