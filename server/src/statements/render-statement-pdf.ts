import { readableAccent } from '@quittance/shared/accent.ts';
import type { Ageing, AccountStatement, StatementEntry } from '@quittance/shared/statement.ts';
import { drawPageFrames } from '../documents/pdf-frame.ts';
import { drawHead, type PdfBrand, type PdfHead } from '../documents/pdf-head.ts';
import { body, closeSheet, openSheet, small, strong, type Style } from '../documents/pdf-sheet.ts';
import { drawTable, type TableCell, type TableColumn } from '../documents/pdf-table.ts';
import { printable } from '../documents/pdf-text.ts';
import { drawTotalBlock, type GrandTotal, type TotalRow } from '../documents/pdf-totals.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import { methodOf, nameOf, numberOf } from './statement-names.ts';

export type StatementPdfInput = {
  statement: AccountStatement;
  parties: Pick<PdfHead, 'seller' | 'buyer'>;
  brand: PdfBrand;
  wording: PdfWording;
};

/** In the look of the entity's invoices: every entry with the balance after it, then what the closing balance is made of. */
export async function renderStatementPdf({
  statement,
  parties,
  brand,
  wording,
}: StatementPdfInput): Promise<Uint8Array> {
  const { words, date } = wording;
  const { fromDate, toDate, currency } = statement;
  const { accent } = readableAccent(brand.accent, '#ffffff');
  const period = words.period({ from: date(fromDate), to: date(toDate) });
  const title = `${words.statement.title} · ${period}`;
  const sheet = openSheet({
    title,
    author: printable(brand.name),
    language: wording.language,
    date: new Date(`${toDate}T00:00:00Z`),
  });
  const facts: PdfHead['facts'] = [[words.statement.columns.currency, currency]];
  const head = { title: words.statement.title, number: period, ...parties, facts };
  drawHead(sheet, head, { ...brand, accent }, wording);
  await drawTable(sheet, columnsOf(wording), rowsOf(statement, wording));
  drawTotalBlock(sheet, totalRows(statement, wording), { ...grandTotal(statement, wording), accent });
  drawPageFrames(sheet, { title, brand: { ...brand, accent }, wording });
  return closeSheet(sheet);
}

function columnsOf({ words }: PdfWording): TableColumn[] {
  const { date, what, number, amount, balance } = words.statement.columns;
  return [
    { head: date, align: 'left' },
    { head: what, align: 'left', isWide: true },
    { head: number, align: 'left' },
    { head: amount, align: 'right' },
    { head: balance, align: 'right' },
  ];
}

function rowsOf(statement: AccountStatement, wording: PdfWording): TableCell[][] {
  const { opening, closing } = wording.words.statement;
  return [
    balanceRow(opening, statement.fromDate, statement.openingMinor, wording),
    ...statement.entries.map((entry) => entryRow(entry, wording)),
    balanceRow(closing, statement.toDate, statement.closingMinor, wording),
  ];
}

function balanceRow(name: string, day: string, minor: number, { date, money }: PdfWording): TableCell[] {
  return [textCell(date(day), strong), textCell(name, strong), [], [], textCell(money(minor), strong)];
}

function entryRow(entry: StatementEntry, wording: PdfWording): TableCell[] {
  const { words, date, money } = wording;
  const detail = entry.kind === 'invoice' ? words.statement.due({ date: date(entry.dueDate) }) : null;
  const about = detail ?? methodOf(entry, words.statement);
  return [
    textCell(date(entry.date)),
    [...textCell(nameOf(entry, words.statement)), ...textCell(about, small)],
    textCell(printable(numberOf(entry))),
    textCell(money(entry.amountMinor)),
    textCell(money(entry.balanceMinor)),
  ];
}

function textCell(text: string, style: Style = body): TableCell {
  return [{ text, style }];
}

/** What is owed by age adds up to what is owed; less credit it is the closing balance. */
function totalRows({ ageing, dueMinor, creditMinor }: AccountStatement, { words, money }: PdfWording): TotalRow[] {
  const row = (label: string, minor: number, style = body): TotalRow => ({
    label,
    amount: money(minor),
    style,
    note: null,
  });
  const ages: (keyof Ageing)[] = [
    'notDueMinor',
    'days1To30Minor',
    'days31To60Minor',
    'days61To90Minor',
    'over90DaysMinor',
  ];
  return [
    ...(dueMinor === 0 ? [] : ages.map((age) => row(words.statement.ageing[age], ageing[age]))),
    row(words.statement.owed, dueMinor, strong),
    ...(creditMinor === 0 ? [] : [row(words.statement.credit, -creditMinor)]),
  ];
}

function grandTotal(statement: AccountStatement, { words, money, date }: PdfWording): Omit<GrandTotal, 'accent'> {
  const { closing, closingOn, inYourFavour } = words.statement;
  return {
    label: closing,
    amount: money(statement.closingMinor),
    note: statement.closingMinor < 0 ? inYourFavour : closingOn({ date: date(statement.toDate) }),
  };
}
