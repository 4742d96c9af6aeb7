import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { decimalText } from '@quittance/shared/money.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import type { ReceiptRow } from '../payments/receipt-queries.ts';
import { csvOf, type CsvCell } from '../statements/csv.ts';

export type BundleAccount = { customerId: string; entityId: string; currency: string };

/** What is in a ZIP, noted while it is put in. */
export type BundleIndex = {
  addDocument(path: string, summary: DocumentSummary): void;
  addReceipt(path: string, receipt: ReceiptRow): void;
  addStatement(path: string, currency: string): void;
  addAccount(account: BundleAccount): void;
  accounts(): BundleAccount[];
  /** A row per file below a head in the reader's language. */
  csv(): Uint8Array;
};

export function bundleIndex({ words }: PdfWording): BundleIndex {
  const { columns } = words.files;
  const { number, currency } = words.statement.columns;
  const rows: CsvCell[][] = [
    [columns.file, columns.kind, number, columns.issueDate, columns.dueDate, columns.entity, columns.customer].concat([
      columns.total,
      columns.amountDue,
      currency,
      columns.status,
      columns.paidDate,
    ]),
  ];
  const accounts = new Map<string, BundleAccount>();
  return {
    addDocument: (path, summary) => void rows.push(documentRow(path, summary, words)),
    addReceipt: (path, receipt) => void rows.push(receiptRow(path, receipt, words)),
    addStatement: (path, code) =>
      void rows.push([path, words.statement.title, ...empty(7), { exact: code }, ...empty(2)]),
    addAccount: ({ customerId, entityId, currency: code }) =>
      void accounts.set(`${customerId} ${entityId} ${code}`, { customerId, entityId, currency: code }),
    accounts: () => [...accounts.values()],
    csv: () => csvOf(rows),
  };
}

type Words = PdfWording['words'];

function documentRow(path: string, summary: DocumentSummary, words: Words): CsvCell[] {
  const { kind, number, issueDate, dueDate, currency, payableMinor, amountDueMinor, status, paidDate } = summary;
  return [
    path,
    words.title[kind],
    number,
    day(issueDate),
    day(kind === 'invoice' ? dueDate : null),
    summary.entityName,
    summary.customerName,
    amount(payableMinor, currency),
    amount(amountDueMinor, currency),
    { exact: currency },
    words.files.status[status],
    day(paidDate),
  ];
}

function receiptRow(path: string, { receivedDate, amountMinor, currency }: ReceiptRow, words: Words): CsvCell[] {
  return [
    path,
    words.receipt.title,
    '',
    day(receivedDate),
    ...empty(3),
    amount(amountMinor, currency),
    '',
    { exact: currency },
    ...empty(2),
  ];
}

function amount(minor: number, currency: string): CsvCell {
  return { exact: decimalText(minor, currency) };
}

function day(date: CalendarDate | null): CsvCell {
  return { exact: date ?? '' };
}

function empty(count: number): CsvCell[] {
  return Array.from({ length: count }, () => '');
}
