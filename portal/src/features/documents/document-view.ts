import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import { methodText } from '../../lib/method-text.ts';
import type { Wording } from '../../lib/wording.ts';
import { calculationView, type CalculationView } from './calculation-view.ts';
import { creditNoteView } from './credit-note-view.ts';
import { sheetView, type SheetView } from './sheet-view.ts';
import { summaryView, type SummaryView } from './summary-view.ts';

/**
 * A whole document in the reader's words. Pages only place what stands here, so that the page rendered on the server
 * and the page in the browser cannot disagree about an amount or a date.
 */
export type DocumentView = {
  summary: SummaryView;
  /** Null where the document's total is the amount due and there is nothing to explain. */
  calculation: CalculationView | null;
  onItsWay: string | null;
  /** That a payment went back, which is why the invoice is open again. */
  wentBack: string | null;
  sheet: SheetView;
  payments: PaymentsView | null;
  downloads: DownloadsView;
};

export type PaymentsView = { title: string; rows: PaymentRow[] };
/** `wentBack` says what of it did and when. `receipt` is null where this reader may not have it. */
type PaymentRow = {
  label: string;
  amount: string;
  wentBack: string[];
  receipt: { text: string; label: string; href: string } | null;
};
type Payment = DocumentDetail['payments'][number];
/** `more` is what one looks for less often. */
export type DownloadsView = { title: string; pdf: DownloadLink; moreTitle: string; more: DownloadLink[] };
export type DownloadLink = { label: string; href: string };
/** Attachments cannot be had under a mailed link. */
export type DownloadPaths = {
  pdf: string;
  original: string;
  calculationPdf: string;
  zip: string;
  calendar: string;
  /** The id of a payment stands behind it. */
  receipt: (paymentId: string) => string;
  file?: (id: string) => string;
};

export function documentView(detail: DocumentDetail, paths: DownloadPaths, wording: Wording): DocumentView {
  const { t, money } = wording;
  const { calculation, summary } = detail;
  const paidMinor = sumMinor(detail.payments.map(keptMinor));
  const hasCalculation = calculation.entries.length + calculation.notDue.length > 1;
  return {
    summary: summaryView(summary, wording, paidMinor),
    calculation: hasCalculation ? calculationOf(detail, wording) : null,
    onItsWay:
      calculation.pendingMinor > 0
        ? t('document.onItsWay', { amount: money(calculation.pendingMinor, calculation.currency) })
        : null,
    wentBack: wentBackText(detail, wording),
    sheet: sheetView(detail, wording),
    payments: paymentsView(detail, paths, wording),
    downloads: downloadsView(detail, hasCalculation, paths, wording),
  };
}

function calculationOf(detail: DocumentDetail, wording: Wording): CalculationView {
  const { calculation, summary } = detail;
  if (summary.status === 'applied' || summary.status === 'credit') return creditNoteView(detail, wording);
  return calculationView(calculation, summary.kind, wording, summary.status !== 'disputed');
}

function keptMinor({ amountMinor, wentBack }: Payment): number {
  return amountMinor - sumMinor(wentBack.map((part) => part.amountMinor));
}

/** Of the payment that went back last, if it is still missing. */
function wentBackText({ payments, canPay }: DocumentDetail, { t, date }: Wording): string | null {
  const last = payments
    .flatMap(({ receivedDate, wentBack }) => wentBack.map((part) => ({ receivedDate, ...part })))
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .at(-1);
  if (!last || !canPay) return null;
  return t(`document.wentBack.${last.kind}`, { paid: date(last.receivedDate), date: date(last.date) });
}

function paymentsView(detail: DocumentDetail, paths: DownloadPaths, wording: Wording): PaymentsView | null {
  const { t, money, date } = wording;
  if (detail.payments.length === 0) return null;
  return {
    title: t('document.payments.title'),
    rows: detail.payments.map((payment) => {
      const label = t('document.payments.row', {
        method: methodText(payment.method, t),
        date: date(payment.receivedDate),
      });
      const receipt = {
        text: t('document.payments.receipt'),
        label: t('document.payments.receiptOf', { payment: label }),
        href: paths.receipt(payment.id),
      };
      const amount = money(payment.amountMinor, detail.summary.currency);
      return {
        label,
        amount,
        wentBack: wentBackTexts(payment, detail.summary.currency, wording),
        receipt: payment.hasReceipt ? receipt : null,
      };
    }),
  };
}

function wentBackTexts({ amountMinor, wentBack }: Payment, currency: string, { t, money, date }: Wording): string[] {
  return wentBack.map((part) => {
    const what = t(`document.payments.back.${part.kind}`, { date: date(part.date) });
    if (part.amountMinor === amountMinor) return what;
    return t('document.payments.backInPart', { what, amount: money(part.amountMinor, currency) });
  });
}

function downloadsView(
  detail: DocumentDetail,
  hasCalculation: boolean,
  { pdf, zip, calendar, calculationPdf, original, file: pathOf }: DownloadPaths,
  { t }: Wording,
): DownloadsView {
  const { files, summary } = detail;
  const hasOriginal = files.some((file) => file.role === 'original');
  const attachments = files.filter((file) => file.role === 'attachment');
  const isToCome = summary.amountDueMinor > 0 && summary.daysOverdue <= 0;
  return {
    title: t('document.download.title'),
    pdf: { label: t('document.download.pdf'), href: pdf },
    moreTitle: t('document.download.more'),
    more: [
      ...(hasCalculation && summary.kind === 'invoice'
        ? [{ label: t('document.download.calculation'), href: calculationPdf }]
        : []),
      ...(hasOriginal ? [{ label: t('document.download.original'), href: original }] : []),
      ...(hasOriginal || hasCompany(detail) ? [{ label: t('document.download.zip'), href: zip }] : []),
      ...(isToCome ? [{ label: t('document.download.calendar'), href: calendar }] : []),
      ...(pathOf ? attachments.map((file) => ({ label: file.fileName, href: pathOf(file.id) })) : []),
    ],
  };
}

/** Whether other papers belong to an invoice: credit notes, receipts. A mailed link is told of credit notes by the calculation alone. */
function hasCompany({ summary, payments, calculation }: DocumentDetail): boolean {
  const isCredited = calculation.entries.some(({ kind }) => kind === 'credit_note');
  return summary.kind === 'invoice' && (isCredited || payments.length > 0);
}
