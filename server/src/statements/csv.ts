/** Text is taken as text whatever it looks like; `exact` is ours (an amount, a date) and written as it is. */
export type CsvCell = string | { exact: string };

const byteOrderMark = '\ufeff';

/** What a spreadsheet takes for a formula, full-width signs and what is hidden behind spaces included. */
const formula = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Spreadsheets of half of Europe take a semicolon for the end of a cell, whatever quotes stand around it. */
const formulaWithin = /(;["\s]*)(?=[=+\-@＝＋－＠])/g;

/** CSV by RFC 4180 in UTF-8, with the mark by which spreadsheets know that it is. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): Uint8Array {
  const lines = rows.map((row) => `${row.map(written).join(',')}\r\n`);
  return new TextEncoder().encode(byteOrderMark + lines.join(''));
}

function written(cell: CsvCell): string {
  return quoted(typeof cell === 'string' ? disarmed(cell) : cell.exact);
}

/** Text that no spreadsheet takes for a formula, now or after it was saved as another kind of file. */
export function disarmed(text: string): string {
  const within = text.replaceAll(formulaWithin, "$1'");
  return formula.test(within) ? `'${within}` : within;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
