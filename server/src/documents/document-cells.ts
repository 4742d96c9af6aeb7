import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { DocumentFigures } from './document-figure-queries.ts';
import type { PdfWording } from './pdf-wording.ts';
import type { TableCell } from './table-files.ts';

// What files say of a document, a row each: the files of lists, and the contents of a ZIP.

export function documentHead({ words }: Pick<PdfWording, 'words'>): string[] {
  const { columns } = words.files;
  const { number, currency } = words.statement.columns;
  const names = [columns.kind, number, columns.issueDate, columns.dueDate, columns.entity, columns.customer];
  const figures = [columns.orderNumber, columns.net, columns.tax, columns.total, columns.amountDue];
  return [...names, ...figures, currency, columns.status, columns.paidDate];
}

/** What is known of something that is no document stands in the same places. */
type DocumentLike = Partial<Omit<DocumentSummary, 'kind' | 'status'>> & Partial<DocumentFigures> & { status?: string };

export function rowCells(kind: string, { currency = '', ...known }: DocumentLike): TableCell[] {
  const amount = (minor: number | undefined): TableCell => (minor === undefined ? '' : { minor, currency });
  return [
    kind,
    known.number ?? '',
    { date: known.issueDate ?? null },
    { date: known.dueDate ?? null },
    known.entityName ?? '',
    known.customerName ?? '',
    known.orderNumber ?? '',
    amount(known.netMinor),
    amount(known.taxMinor),
    amount(known.payableMinor),
    amount(known.amountDueMinor),
    currency,
    known.status ?? '',
    { date: known.paidDate ?? null },
  ];
}

export function documentCells(
  summary: DocumentSummary,
  figures: DocumentFigures | undefined,
  { words }: Pick<PdfWording, 'words'>,
): TableCell[] {
  const { kind, status, dueDate, ...known } = summary;
  const due = kind === 'invoice' ? { dueDate } : {};
  return rowCells(words.title[kind], { ...known, ...due, ...figures, status: words.files.status[status] });
}
