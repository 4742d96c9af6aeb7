import { readableAccent } from '@quittance/shared/accent.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { drawPageFrames } from '../documents/pdf-frame.ts';
import { drawHead, type PdfBrand, type PdfHead } from '../documents/pdf-head.ts';
import { body, closeSheet, drawText, openSheet, small, strong, type Sheet } from '../documents/pdf-sheet.ts';
import { drawTable, type TableCell, type TableColumn } from '../documents/pdf-table.ts';
import { printable } from '../documents/pdf-text.ts';
import { drawTotalBlock, type TotalRow } from '../documents/pdf-totals.ts';
import type { PdfWording } from '../documents/pdf-wording.ts';
import { methodOf } from '../statements/statement-names.ts';
import type { CreditPart } from './credit-queries.ts';
import type { AppliedPart, ReceiptReversal, ReceiptRow } from './receipt-queries.ts';

export type ReceiptPdfInput = {
  payment: ReceiptRow;
  /** As it was shown when it was paid. */
  reference: string | null;
  parts: readonly AppliedPart[];
  /** That was used with the money. */
  credits: readonly CreditPart[];
  reversals: readonly ReceiptReversal[];
  parties: Pick<PdfHead, 'seller' | 'buyer'>;
  brand: PdfBrand;
  wording: PdfWording;
};

/** That money came, and for what; it shows no VAT, so that nobody takes it for an invoice. What went back is said before anything else. */
export async function renderReceiptPdf(input: ReceiptPdfInput): Promise<Uint8Array> {
  const { payment, parts, parties, brand, wording } = input;
  const { words, date } = wording;
  const { accent } = readableAccent(brand.accent, '#ffffff');
  const title = `${words.receipt.title} · ${date(payment.receivedDate)}`;
  const sheet = openSheet({
    title,
    author: printable(brand.name),
    language: wording.language,
    date: new Date(`${payment.receivedDate}T00:00:00Z`),
  });
  const head = { title: words.receipt.title, number: date(payment.receivedDate), ...parties };
  drawHead(sheet, { ...head, facts: factsOf(input) }, { ...brand, accent }, wording);
  drawWentBack(sheet, input);
  await drawTable(
    sheet,
    columnsOf(wording),
    parts.map((part) => rowOf(part, wording)),
  );
  drawTotalBlock(sheet, totalRows(input), { ...grandTotal(input), accent });
  sheet.y += 20;
  drawText(sheet, sheet.root, 'P', words.receipt.notice, small);
  drawPageFrames(sheet, { title, brand: { ...brand, accent }, wording });
  return closeSheet(sheet);
}

function factsOf({ payment, reference, wording: { words, date } }: ReceiptPdfInput): PdfHead['facts'] {
  const method = methodOf(payment, words.statement);
  const { last4 } = payment;
  return [
    [words.receipt.received, date(payment.receivedDate)],
    [
      words.statement.columns.method,
      last4 === null || method === '' ? method : words.receipt.methodEnding({ method, last4 }),
    ],
    [words.receipt.reference, reference],
  ];
}

function drawWentBack(sheet: Sheet, { payment, reversals, wording: { words, money } }: ReceiptPdfInput): void {
  const backMinor = sumMinor(reversals.map(({ amountMinor }) => amountMinor));
  if (backMinor === 0) return;
  const isAll = backMinor >= payment.amountMinor;
  const text = isAll ? words.receipt.wentBack : words.receipt.partWentBack({ amount: money(backMinor) });
  drawText(sheet, sheet.root, 'P', text, { ...strong, size: 11, leading: 15 });
  sheet.y += 14;
}

function columnsOf({ words }: PdfWording): TableColumn[] {
  return [
    { head: words.receipt.invoice, align: 'left', isWide: true },
    { head: words.files.columns.issueDate, align: 'left' },
    { head: words.statement.columns.amount, align: 'right' },
  ];
}

function rowOf(part: AppliedPart, { words, money, date }: PdfWording): TableCell[] {
  const late = words.receipt.lateCharges({ amount: money(part.lateChargesMinor) });
  return [
    [
      { text: printable(part.number), style: body },
      ...(part.lateChargesMinor === 0 ? [] : [{ text: late, style: small }]),
    ],
    [{ text: date(part.issueDate), style: body }],
    [{ text: money(part.amountMinor), style: body }],
  ];
}

/** What invoices got less what credit paid, and what is left as credit, add up to what came; less what went back it is what remains. */
function totalRows({
  payment,
  parts,
  credits,
  reversals,
  wording: { words, money, date },
}: ReceiptPdfInput): TotalRow[] {
  const row = (label: string, minor: number, style = body): TotalRow => ({
    label,
    amount: money(minor),
    style,
    note: null,
  });
  const appliedMinor = sumMinor(parts.map(({ amountMinor }) => amountMinor));
  const usedMinor = sumMinor(credits.map(({ amountMinor }) => amountMinor));
  const keptMinor = payment.amountMinor + usedMinor - appliedMinor;
  const isPlain = usedMinor === 0 && keptMinor === 0;
  return [
    ...(appliedMinor === 0 || isPlain ? [] : [row(words.receipt.applied, appliedMinor)]),
    ...credits.map((credit) => row(creditLabel(credit, words.receipt, date), -credit.amountMinor)),
    ...(keptMinor === 0 ? [] : [row(words.receipt.credit, keptMinor)]),
    ...(reversals.length === 0 ? [] : [row(words.receipt.total, payment.amountMinor, strong)]),
    ...reversals.map(({ kind, date: day, amountMinor }) =>
      row(words.receipt.reversal({ what: words.statement.reversal[kind], date: date(day) }), -amountMinor),
    ),
  ];
}

function creditLabel(
  { number, date: day }: CreditPart,
  { usedCreditNote, usedCredit }: PdfWording['words']['receipt'],
  date: PdfWording['date'],
): string {
  return number === null ? usedCredit({ date: date(day) }) : usedCreditNote({ number: printable(number) });
}

function grandTotal({ payment, reversals, wording: { words, money } }: ReceiptPdfInput) {
  const backMinor = sumMinor(reversals.map(({ amountMinor }) => amountMinor));
  const label = reversals.length === 0 ? words.receipt.total : words.receipt.remaining;
  return { label, amount: money(payment.amountMinor - backMinor), note: null };
}
