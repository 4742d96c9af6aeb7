import { decimalText } from '@quittance/shared/money.ts';
import type { AccountStatement } from '@quittance/shared/statement.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import { csvOf, type CsvCell } from './csv.ts';
import { methodOf, nameOf, numberOf } from './statement-names.ts';

/** A row for the opening balance, each entry and the closing balance, below a head in the reader's language. */
export function statementCsv(statement: AccountStatement, { words }: PdfWording): Uint8Array {
  const { currency, fromDate, toDate, openingMinor, closingMinor, entries } = statement;
  const { columns, opening, closing } = words.statement;
  const amount = (minor: number): CsvCell => ({ exact: decimalText(minor, currency) });
  const balanceRow = (name: string, date: string, minor: number): CsvCell[] => [
    { exact: date },
    name,
    '',
    '',
    '',
    '',
    amount(minor),
    currency,
  ];
  const rows = entries.map((entry): CsvCell[] => [
    { exact: entry.date },
    nameOf(entry, words.statement),
    numberOf(entry),
    { exact: 'dueDate' in entry ? entry.dueDate : '' },
    methodOf(entry, words.statement),
    amount(entry.amountMinor),
    amount(entry.balanceMinor),
    currency,
  ]);
  return csvOf([
    Object.values(columns),
    balanceRow(opening, fromDate, openingMinor),
    ...rows,
    balanceRow(closing, toDate, closingMinor),
  ]);
}
