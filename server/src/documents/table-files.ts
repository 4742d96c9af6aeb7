import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { decimalText } from '@quittance/shared/money.ts';
import { csvOf, type CsvCell } from '../statements/csv.ts';

/** What stands in a cell, and is there as what it is: to be sorted by a day, and added up. */
export type TableCell = string | { date: CalendarDate | null } | { minor: number; currency: string };

export type Table = { name: string; head: readonly string[]; rows: readonly (readonly TableCell[])[] };

export function tableCsv({ head, rows }: Table): Uint8Array {
  return csvOf([head, ...rows.map((row) => row.map(csvCell))]);
}

function csvCell(cell: TableCell): CsvCell {
  if (typeof cell === 'string') return cell;
  if ('date' in cell) return { exact: cell.date ?? '' };
  return { exact: decimalText(cell.minor, cell.currency) };
}
