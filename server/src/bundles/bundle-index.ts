import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { documentCells, documentHead, rowCells } from '../documents/document-cells.ts';
import type { DocumentFigures } from '../documents/document-figure-queries.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import { tableCsv, type TableCell } from '../documents/table-files.ts';
import type { AppliedPart, ReceiptRow } from '../payments/receipt-queries.ts';

export type BundleAccount = { customerId: string; entityId: string; currency: string };

/** What is in a ZIP, noted while it is put in. */
export type BundleIndex = {
  addDocument(path: string, summary: DocumentSummary, figures: DocumentFigures | undefined): void;
  addReceipt(path: string, receipt: ReceiptRow, parts: readonly AppliedPart[]): void;
  addStatement(path: string, currency: string): void;
  addAccount(account: BundleAccount): void;
  accounts(): BundleAccount[];
  /** A row per file below a head in the reader's language. */
  csv(): Uint8Array;
};

export function bundleIndex({ words }: Pick<PdfWording, 'words'>): BundleIndex {
  const { columns, index: name } = words.files;
  const rows: TableCell[][] = [];
  const accounts = new Map<string, BundleAccount>();
  return {
    addDocument: (path, summary, figures) => void rows.push([path, ...documentCells(summary, figures, { words }), '']),
    addReceipt: (path, { receivedDate, amountMinor, currency }, parts) => {
      const known = { issueDate: receivedDate, payableMinor: amountMinor, currency };
      rows.push([path, ...rowCells(words.receipt.title, known), parts.map(({ number }) => number).join(', ')]);
    },
    addStatement: (path, currency) => void rows.push([path, ...rowCells(words.statement.title, { currency }), '']),
    addAccount: ({ customerId, entityId, currency: code }) =>
      void accounts.set(`${customerId} ${entityId} ${code}`, { customerId, entityId, currency: code }),
    accounts: () => [...accounts.values()],
    csv: () => tableCsv({ name, head: [columns.file, ...documentHead({ words }), columns.paidNumbers], rows }),
  };
}
