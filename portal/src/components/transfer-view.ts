import { formatIban } from '@quittance/shared/format.ts';
import type { Money } from '@quittance/shared/money.ts';
import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';
import type { Wording } from '../lib/wording.ts';

/** Everything one types into a banking app, each value ready to copy. */
export type TransferView = {
  title: string;
  rows: CopyRow[];
  /** The text of the EPC QR code, where there is one. */
  epc: string | null;
  qrLabel: string;
  note: string;
  copyText: string;
  copiedText: string;
};

/** `copy` is what lands on the clipboard: banking apps take no spaces in an IBAN and no currency sign in an amount. */
export type CopyRow = {
  label: string;
  value: string;
  copy: string;
  copyLabel: string;
};

export function transferView(transfer: TransferInstructions, amount: Money, wording: Wording): TransferView {
  const { t, money, moneyToPaste } = wording;
  const row = (label: string, value: string, copy = value): CopyRow => ({
    label,
    value,
    copy,
    copyLabel: t('transfer.copyLabel', { what: label }),
  });
  return {
    title: t('transfer.title'),
    rows: [
      row(t('transfer.amount'), money(amount.minor, amount.currency), moneyToPaste(amount.minor, amount.currency)),
      row(t('transfer.accountName'), transfer.accountName),
      row(t('transfer.iban'), formatIban(transfer.iban), transfer.iban),
      ...(transfer.bic ? [row(t('transfer.bic'), transfer.bic)] : []),
      row(t('transfer.reference'), transfer.reference),
    ],
    epc: transfer.epc,
    qrLabel: t('transfer.qr'),
    note: t('transfer.takes'),
    copyText: t('transfer.copy'),
    copiedText: t('transfer.copied'),
  };
}
