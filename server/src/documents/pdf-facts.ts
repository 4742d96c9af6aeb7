import type { DocumentContent } from '@quittance/shared/document.ts';
import type { PdfHead } from './pdf-head.ts';
import type { PdfWording } from './pdf-wording.ts';

/** What the head of an invoice or credit note says. */
export function headOf(content: DocumentContent, wording: PdfWording): PdfHead {
  const { number, seller, buyer, kind } = content;
  return { title: wording.words.title[kind], number, seller, buyer, facts: factsOf(content, wording) };
}

function factsOf(content: DocumentContent, { words, date }: PdfWording): [string, string | null][] {
  const { facts } = words;
  const { dueDate, deliveryDate } = content;
  return [
    [facts.issueDate, date(content.issueDate)],
    [facts.dueDate, dueDate === null ? null : date(dueDate)],
    [facts.precedingInvoices, content.precedingInvoices.join(', ')],
    [facts.period, periodOf(content, { words, date })],
    [facts.deliveryDate, deliveryDate === null ? null : date(deliveryDate)],
    [facts.orderReference, content.orderReference],
    [facts.buyerReference, content.buyerReference],
  ];
}

function periodOf(content: DocumentContent, { words, date }: Pick<PdfWording, 'words' | 'date'>): string | null {
  const { periodStartDate: start, periodEndDate: end } = content;
  if (start !== null && end !== null) return words.period({ from: date(start), to: date(end) });
  if (start !== null) return words.periodFrom({ from: date(start) });
  return end === null ? null : words.periodUntil({ to: date(end) });
}
