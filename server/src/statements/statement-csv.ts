import { decimalText } from '@quittance/shared/money.ts';
import type { AccountStatement, StatementEntry } from '@quittance/shared/statement.ts';
import type { DocumentFigures } from '../documents/document-figure-queries.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import { csvOf, type CsvCell } from './csv.ts';
import { methodOf, nameOf, numberOf } from './statement-names.ts';

/** A row for the opening balance, each entry and the closing balance, below a head in the reader's language. */
export function statementCsv(
  statement: AccountStatement,
  figures: ReadonlyMap<string, DocumentFigures>,
  { words }: Pick<PdfWording, 'words'>,
): Uint8Array {
  const { currency, fromDate, toDate, openingMinor, closingMinor, entries } = statement;
  const { opening, closing } = words.statement;
  const { date: day, what, number, dueDate, method, amount: amountHead, ...others } = words.statement.columns;
  const { orderNumber, net, tax } = words.files.columns;
  const amount = (minor: number): CsvCell => ({ exact: decimalText(minor, currency) });
  const balanceRow = (name: string, date: string, minor: number): CsvCell[] => [
    { exact: date },
    name,
    ...Array.from({ length: 7 }, () => ''),
    amount(minor),
    currency,
  ];
  const rows = entries.map((entry): CsvCell[] => [
    { exact: entry.date },
    nameOf(entry, words.statement),
    numberOf(entry),
    { exact: 'dueDate' in entry ? entry.dueDate : '' },
    ...figureCells(entry, figures, amount),
    methodOf(entry, words.statement),
    amount(entry.amountMinor),
    amount(entry.balanceMinor),
    currency,
  ]);
  return csvOf([
    [day, what, number, dueDate, orderNumber, net, tax, method, amountHead, ...Object.values(others)],
    balanceRow(opening, fromDate, openingMinor),
    ...rows,
    balanceRow(closing, toDate, closingMinor),
  ]);
}

/** Order number, net and VAT of a document that came in or was withdrawn, with the sign of its entry. */
function figureCells(
  entry: StatementEntry,
  figures: ReadonlyMap<string, DocumentFigures>,
  amount: (minor: number) => CsvCell,
): CsvCell[] {
  const known = 'documentId' in entry ? figures.get(entry.documentId) : undefined;
  if (!known) return ['', '', ''];
  if (entry.kind === 'late_charges') return [known.orderNumber ?? '', '', ''];
  const isLess = entry.kind === 'credit_note' || (entry.kind === 'voided' && entry.documentKind === 'invoice');
  const signed = (minor: number) => amount(isLess && minor !== 0 ? -minor : minor);
  return [known.orderNumber ?? '', signed(known.netMinor), signed(known.taxMinor)];
}
