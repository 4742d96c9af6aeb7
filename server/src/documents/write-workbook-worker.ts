import { parentPort, workerData } from 'node:worker_threads';
import type { Table } from './table-files.ts';
import { tableXlsx } from './table-xlsx.ts';

// The thread of `write-workbook.ts`: a table in, its workbook out, then it ends.

if (isTable(workerData)) parentPort?.postMessage(await tableXlsx(workerData), []);

function isTable(question: unknown): question is Table {
  return typeof question === 'object' && question !== null && 'rows' in question;
}
