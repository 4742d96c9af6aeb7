import { create as makeQrCode, type QRCode } from 'qrcode';
import { formatIban } from '@quittance/shared/format.ts';
import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';
import {
  addElement,
  body,
  drawTagged,
  drawText,
  ink,
  makeRoom,
  page,
  small,
  strong,
  type Element,
  type Sheet,
} from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

const codeSize = 86;
/** Readers need a margin of four modules around the code (ISO/IEC 18004). */
const quietZone = 8;

/** Where to transfer the money, and the same as a code for the banking app where the currency has one. */
export function drawTransfer(sheet: Sheet, transfer: TransferInstructions, amount: string, wording: PdfWording): void {
  const { words } = wording;
  makeRoom(sheet, 120);
  sheet.y += 14;
  const section = addElement(sheet, sheet.root, 'Sect');
  drawText(sheet, section, 'H2', words.transfer.title, strong);
  sheet.y += 4;
  const top = sheet.y;
  const x = transfer.epc === null ? page.left : page.left + codeSize + 18;
  if (transfer.epc !== null) drawCode(sheet, section, transfer.epc, altOf(transfer, amount, wording), top);
  drawFacts(sheet, section, transfer, words.transfer, x);
  if (transfer.epc !== null) sheet.y = Math.max(sheet.y, top + codeSize + quietZone);
}

function drawFacts(
  sheet: Sheet,
  section: Element,
  transfer: TransferInstructions,
  labels: PdfWording['words']['transfer'],
  x: number,
): void {
  const rows: [string, string | null][] = [
    [labels.accountName, transfer.accountName],
    [labels.iban, formatIban(transfer.iban)],
    [labels.bic, transfer.bic],
    [labels.reference, transfer.reference],
  ];
  for (const [label, value] of rows) {
    if (value === null) continue;
    const top = sheet.y;
    drawText(sheet, section, 'P', label, { ...small, leading: body.leading }, { x, width: 90 });
    const labelBottom = sheet.y;
    sheet.y = top;
    drawText(sheet, section, 'P', printable(value), body, { x: x + 95, width: page.right - x - 95 });
    sheet.y = Math.max(sheet.y, labelBottom) + 2;
  }
  if (transfer.epc !== null) drawText(sheet, section, 'P', labels.scan, small, { x, width: page.right - x });
}

/** For whoever cannot see it: what a banking app would read. */
function altOf({ accountName, iban, reference }: TransferInstructions, amount: string, { words }: PdfWording): string {
  const told = { amount, name: accountName, iban: formatIban(iban), reference };
  return printable(words.transfer.code(told));
}

function drawCode(sheet: Sheet, section: Element, text: string, alt: string, top: number): void {
  const { doc } = sheet;
  // Level M is what the guideline for these codes asks for (EPC069-12).
  const { modules } = makeQrCode(text, { errorCorrectionLevel: 'M' });
  const module = codeSize / modules.size;
  const [left, upper] = [page.left, top + 3];
  const draw = () => {
    for (let row = 0; row < modules.size; row += 1) {
      for (const [from, to] of darkRuns(modules, row)) {
        doc.rect(left + from * module, upper + row * module, (to - from) * module, module);
      }
    }
    doc.fill(ink);
  };
  drawTagged(sheet, section, 'Figure', draw, { alt, bbox: [left, upper, left + codeSize, upper + codeSize] });
}

/** Dark modules side by side are one shape: between two, a screen shows a gap. */
function darkRuns(modules: QRCode['modules'], row: number): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (let column = 0; column < modules.size; column += 1) {
    if (modules.get(row, column) === 0) continue;
    const last = runs.at(-1);
    if (last?.[1] === column) last[1] = column + 1;
    else runs.push([column, column + 1]);
  }
  return runs;
}
