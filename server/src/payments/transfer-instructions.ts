import type { TransferDetails } from '@quittance/shared/document.ts';
import { decimalText } from '@quittance/shared/money.ts';
import { hasRemainderOne, isCreditorReference } from '@quittance/shared/payment-reference.ts';
import type { TransferInstructions } from '@quittance/shared/transfer-instructions.ts';

export type TransferRequest = {
  /** What the document itself says (BG-17); the first of them is used. */
  documentTransfers: readonly TransferDetails[];
  entity: { legalName: string; iban: string | null; bic: string | null; accountName: string | null };
  /** BT-83, else the invoice number. */
  reference: string;
  amountMinor: number;
  currency: string;
};

/** Where to send the money and what to write; null when neither the document nor its entity names an account. */
export function transferInstructions(request: TransferRequest): TransferInstructions | null {
  const { entity, reference, amountMinor, currency } = request;
  const account = request.documentTransfers.find(({ iban }) => compact(iban) !== '') ?? entity;
  if (!account.iban) return null;
  const told = {
    accountName: oneLine(account.accountName ?? entity.legalName),
    iban: compact(account.iban),
    bic: account.bic ? compact(account.bic) : null,
    reference: oneLine(reference),
  };
  return { ...told, epc: epcText({ ...told, amountMinor, currency }) };
}

type EpcPayment = {
  accountName: string;
  iban: string;
  bic: string | null;
  reference: string;
  amountMinor: number;
  currency: string;
};

const amountMinorMax = 99_999_999_999;
const bytesMax = 331;
const textMax = 140;
const nameMax = 70;

/**
 * The text of a SEPA credit transfer QR code (EPC069-12, version 002, UTF-8). Null where the guideline has no room for the payment: a
 * banking app must never fill in a reference that was cut short. Only ISO 11649 counts as structured; a national one goes as text.
 */
export function epcText(payment: EpcPayment): string | null {
  const { accountName, iban, bic, reference, amountMinor, currency } = payment;
  if (currency !== 'EUR' || amountMinor < 1 || amountMinor > amountMinorMax) return null;
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || !hasRemainderOne(iban)) return null;
  const creditorReference = compact(reference);
  const isStructured = isCreditorReference(creditorReference);
  if (!isStructured && reference.length > textMax) return null;
  const remittance = isStructured ? [creditorReference] : ['', reference];
  const name = Array.from(accountName).slice(0, nameMax).join('');
  const amount = `EUR${decimalText(amountMinor, 'EUR')}`;
  const text = ['BCD', '002', '1', 'SCT', bic ?? '', name, iban, amount, '', ...remittance].join('\n');
  return new TextEncoder().encode(text).length <= bytesMax ? text : null;
}

function compact(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

/** A line break in a name would shift every field after it. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
