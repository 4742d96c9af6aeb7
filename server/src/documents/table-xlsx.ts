import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node';
import { currencyDigits } from '@quittance/shared/currency.ts';
import { decimalText } from '@quittance/shared/money.ts';
import { disarmed } from '../statements/csv.ts';
import type { Table, TableCell } from './table-files.ts';

/** An Excel workbook (OOXML). Takes seconds where the table is long: ask for it in a thread, by `write-workbook.ts`. */
export async function tableXlsx({ name, head, rows }: Table): Promise<Uint8Array> {
  const top = head.map((text): XlsxCell => ({ value: text, fontWeight: 'bold' }));
  const columns = head.map((text, at) => ({ width: widthOf(text, rows, at) }));
  // What a sheet must not be called.
  const sheet = name.replaceAll(/[[\]/\\:*?]/g, ' ').slice(0, 31);
  return writeXlsxFile([top, ...rows.map((row) => row.map(xlsxCell))], {
    sheet,
    columns,
    stickyRowsCount: 1,
  }).toBuffer();
}

function xlsxCell(cell: TableCell): XlsxCell {
  if (typeof cell === 'string') return { value: disarmed(cell), type: String };
  if ('minor' in cell) {
    const digits = currencyDigits(cell.currency);
    const format = digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
    return { value: Number(decimalText(cell.minor, cell.currency)), type: Number, format };
  }
  return cell.date === null ? null : { value: new Date(`${cell.date}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

function widthOf(head: string, rows: Table['rows'], at: number): number {
  const lengths = rows.slice(0, 200).map((row) => {
    const cell = row[at];
    return typeof cell === 'string' ? cell.length : 12;
  });
  return Math.min(40, Math.max(head.length, ...lengths) + 2);
}
