import { askThread, oneAtATime } from '../threads/ask-thread.ts';
import type { Table } from './table-files.ts';

/** Excel workbooks (OOXML). A long one takes seconds to write, in which the server has others to answer. */
export interface Workbooks {
  /** Throws when it cannot be written within limits of time and memory. */
  write(table: Table): Promise<Uint8Array>;
}

const program = new URL('./write-workbook-worker.ts', import.meta.url);
const defaultLimits = { timeoutMs: 60_000, heapMegabytesMax: 512 };

/** One at a time, each in a thread of its own. */
export function openWorkbooks(limits = defaultLimits): Workbooks {
  const next = oneAtATime();
  return {
    write: (table) =>
      next(async () => {
        const workbook = await askThread(program, table, limits);
        if (workbook instanceof Uint8Array) return workbook;
        throw new Error(`The workbook of ${table.rows.length} rows could not be written`);
      }),
  };
}
