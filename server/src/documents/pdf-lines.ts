import type { DocumentLine } from '@quittance/shared/document.ts';
import { body, small, type Sheet } from './pdf-sheet.ts';
import { drawTable, type TableCell, type TableColumn } from './pdf-table.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

/** What the document is about, line by line. */
export async function drawLines(sheet: Sheet, lines: readonly DocumentLine[], wording: PdfWording): Promise<void> {
  const columns = Object.entries(wording.words.columns).map(([name, head]): TableColumn =>
    name === 'description' ? { head, align: 'left', isWide: true } : { head, align: 'right' },
  );
  const rows = lines.map((line) => [
    descriptionOf(line),
    ...numbersOf(line, wording).map((text): TableCell => [{ text, style: body }]),
  ]);
  await drawTable(sheet, columns, rows);
}

function descriptionOf({ name, description, note }: DocumentLine): TableCell {
  return [
    { text: printable(name), style: body },
    { text: printable(description ?? ''), style: small },
    { text: printable(note ?? ''), style: small },
  ];
}

function numbersOf(line: DocumentLine, { words, money, price, quantity, decimal }: PdfWording): string[] {
  const base = line.priceBaseQuantity;
  const unitPrice = price(line.unitPrice);
  return [
    quantity(line.quantity, line.unitCode),
    base === null || Number(base) === 1 ? unitPrice : words.pricePer({ price: unitPrice, quantity: decimal(base) }),
    vatText(line, { words, decimal }),
    money(line.netMinor),
  ].map(printable);
}

export function vatText(
  { vatCategory, vatRate }: { vatCategory: string; vatRate: string | null },
  { words, decimal }: Pick<PdfWording, 'words' | 'decimal'>,
): string {
  const category = Object.entries(words.vatCategory).find(([code]) => code === vatCategory)?.[1];
  return category ?? (vatRate === null ? vatCategory : `${decimal(shortest(vatRate))}\u00a0%`);
}

/** `21.00` is printed as `21`, `5.50` as `5.5`. */
function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
