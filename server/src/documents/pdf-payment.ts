import { create as makeQrCode } from 'qrcode';
import { formatIban } from '@quittance/shared/format.ts';
import type { TransferInstructions } from '@quittance/shared/payment.ts';
import { body, drawText, ink, makeRoom, page, small, strong, type Element, type Sheet } from './pdf-sheet.ts';
import { printable } from './pdf-text.ts';
import type { PdfWording } from './pdf-wording.ts';

const codeSize = 86;
/** Readers need a margin of four modules around the code (ISO/IEC 18004). */
const quietZone = 8;

/** Where to transfer the money, and the same as a code for the banking app where the currency has one. */
export function drawTransfer(sheet: Sheet, transfer: TransferInstructions, { words }: PdfWording): void {
  makeRoom(sheet, 120);
  sheet.y += 14;
  const section = sheet.doc.struct('Sect');
  sheet.root.add(section);
  drawText(sheet, section, 'H2', words.transfer.title, strong);
  sheet.y += 4;
  const top = sheet.y;
  const x = transfer.epc === null ? page.left : page.left + codeSize + 18;
  if (transfer.epc !== null) drawCode(sheet, section, transfer.epc, words.transfer.scan, top);
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

function drawCode(sheet: Sheet, section: Element, text: string, alt: string, top: number): void {
  const { doc } = sheet;
  // Level M is what the guideline for these codes asks for (EPC069-12).
  const { modules } = makeQrCode(text, { errorCorrectionLevel: 'M' });
  const module = codeSize / modules.size;
  const content = doc.markStructureContent('Figure');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      doc.rect(page.left + column * module, top + 3 + row * module, module, module);
    }
  }
  doc.fill(ink);
  doc.endMarkedContent();
  section.add(doc.struct('Figure', { alt }, content));
}
