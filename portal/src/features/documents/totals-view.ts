import type { AllowanceCharge, DocumentContent, TaxSubtotal } from '@quittance/shared/document.ts';
import type { Wording } from '../../lib/wording.ts';
import { vatText } from './lines-view.ts';

/** From the sum of the lines to what the document asks for; `isSum` marks what the rows above add up to. */
export type TotalRow = { label: string; amount: string; note: string | null; isSum: boolean };

export function totalsView(content: DocumentContent, wording: Wording): TotalRow[] {
  const { t, money } = wording;
  const { totals, currency } = content;
  const row = (label: string, minor: number, note: string | null = null) => ({
    label,
    amount: money(minor, currency),
    note,
    isSum: false,
  });
  const sum = (label: string, minor: number) => ({ ...row(label, minor), isSum: true });
  const rowUnlessZero = (label: string, minor: number) => (minor === 0 ? [] : [row(label, minor)]);
  return [
    ...(content.allowanceCharges.length > 0 ? [row(t('document.totals.linesNet'), totals.linesNetMinor)] : []),
    ...content.allowanceCharges.map((part) => row(allowanceChargeLabel(part, t), signedMinor(part))),
    sum(t('document.totals.taxExclusive'), totals.taxExclusiveMinor),
    ...content.taxSubtotals.map((part) => row(taxLabel(part, currency, wording), part.taxMinor, part.exemptionReason)),
    ...(totals.taxInclusiveMinor === totals.payableMinor
      ? []
      : [sum(t('document.totals.taxInclusive'), totals.taxInclusiveMinor)]),
    ...rowUnlessZero(t('document.totals.prepaid'), -totals.prepaidMinor),
    ...rowUnlessZero(t('document.totals.rounding'), totals.roundingMinor),
    sum(
      content.kind === 'invoice' ? t('document.totals.payableInvoice') : t('document.totals.payableCreditNote'),
      totals.payableMinor,
    ),
  ];
}

function allowanceChargeLabel(part: AllowanceCharge, t: Wording['t']): string {
  return part.reason ?? (part.kind === 'allowance' ? t('document.totals.allowance') : t('document.totals.charge'));
}

function signedMinor(part: AllowanceCharge): number {
  return part.kind === 'allowance' ? -part.amountMinor : part.amountMinor;
}

function taxLabel(part: TaxSubtotal, currency: string, wording: Wording): string {
  return wording.t('document.totals.tax', {
    rate: vatText(part.vatCategory, part.vatRate, wording),
    amount: wording.money(part.taxableMinor, currency),
  });
}
