import { decimalText, sumMinor } from '@quittance/shared/money.ts';
import { paymentBrand } from '@quittance/shared/payment-brands.ts';
import type { Fact, MailBlock, MailMessage } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import type { MailedPayment } from './payment-mail-queries.ts';
import type { Wording } from './wording.ts';

/** Where a customer opens one of the invoices; the merchant's own people get no customer's link. */
export type InvoiceUrls = ReadonlyMap<string, string>;

export function receiptMessage(wording: Wording, payment: MailedPayment, name: string, urls: InvoiceUrls): MailMessage {
  const { receipt } = wording.words;
  const amount = wording.money(payment.amountMinor, payment.currency);
  return {
    subject: receipt.subject({ amount }),
    preheader: invoiceNumbers(wording, payment),
    blocks: [
      amountOf(receipt.label, amount),
      { kind: 'paragraph', parts: [receipt.greeting({ name: oneLine(name) })] },
      { kind: 'paragraph', parts: [receipt.thanks] },
      {
        kind: 'facts',
        rows: [
          ...howPaid(wording, payment),
          ...knownAs(wording, payment),
          ...invoiceRows(wording, payment, urls),
          ...byCredit(wording, payment),
          ...unallocated(wording, payment, wording.words.payment.unallocated),
        ],
      },
      ...receiptButton(wording, payment, urls),
    ],
  };
}

/** Money that came went back, or money that was on its way never came: either way the invoices are to be paid. */
export function notPaidMessage(event: 'returned' | 'failed') {
  return (wording: Wording, payment: MailedPayment, name: string, urls: InvoiceUrls): MailMessage => {
    const words = wording.words[event];
    const amount = wording.money(payment.amountMinor, payment.currency);
    return {
      subject: words.subject({ amount }),
      preheader: invoiceNumbers(wording, payment),
      blocks: [
        amountOf(words.label, amount),
        { kind: 'paragraph', parts: [words.greeting({ name: oneLine(name) })] },
        { kind: 'paragraph', parts: [words.explanation({ amount, date: wording.date(payment.receivedDate) })] },
        { kind: 'facts', rows: invoiceRows(wording, payment, urls) },
        { kind: 'paragraph', parts: [words.whatNow] },
      ],
    };
  };
}

/** To the merchant's own administrators. */
export function noticeMessage(
  wording: Wording,
  payment: MailedPayment,
  event: 'paid' | 'returned' | 'refundFailed',
): MailMessage {
  const { notice, payment: labels } = wording.words;
  const customer = oneLine(payment.customerName);
  const amount = wording.money(payment.amountMinor, payment.currency);
  const explanation: MailBlock[] = event === 'paid' ? [] : [paragraph(notice[event].explanation)];
  return {
    subject: notice[event].subject({ customer, amount }),
    preheader: invoiceNumbers(wording, payment),
    blocks: [
      amountOf(notice[event].label, amount),
      ...explanation,
      {
        kind: 'facts',
        rows: [
          { label: labels.customer, value: customer },
          ...howPaid(wording, payment),
          ...knownAs(wording, payment),
          { label: labels.atProvider, value: oneLine(payment.providerReference) },
          ...invoiceRows(wording, payment, new Map()),
          ...byCredit(wording, payment),
          ...(event === 'paid' ? unallocated(wording, payment, notice.paid.unallocated) : []),
        ],
      },
      ...(event === 'paid' ? howToGiveBack(wording, payment) : []),
    ],
  };
}

/** More than was owed came in: it may be kept for what is to come, or be given back. */
function howToGiveBack({ words }: Wording, payment: MailedPayment): MailBlock[] {
  const leftMinor = unallocatedMinor(payment);
  if (leftMinor <= 0) return [];
  const amount = decimalText(leftMinor, payment.currency);
  return [paragraph(words.notice.paid.giveBack({ id: payment.id, amount }))];
}

function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', parts: [text] };
}

/** The link of an invoice opens the receipt of a payment that is about that invoice alone. */
function receiptButton({ words }: Wording, { id, invoices }: MailedPayment, urls: InvoiceUrls): MailBlock[] {
  const [invoice, ...others] = invoices;
  const url = invoice && others.length === 0 ? urls.get(invoice.id) : undefined;
  if (url === undefined) return [];
  return [{ kind: 'button', text: words.payment.openReceipt, url: `${url}/receipts/${id}`, picture: null }];
}

function amountOf(label: string, amount: string): MailBlock {
  return { kind: 'amount', label, amount, note: null };
}

function howPaid({ words, date }: Wording, payment: MailedPayment): Fact[] {
  const own = Object.entries(words.payment.methods).find(([id]) => id === payment.method)?.[1];
  const method = own ?? paymentBrand(payment.method);
  return [
    { label: words.payment.date, value: date(payment.receivedDate) },
    ...(method === undefined ? [] : [{ label: words.payment.method, value: method }]),
  ];
}

function knownAs({ words }: Wording, { reference }: MailedPayment): Fact[] {
  return reference === null ? [] : [{ label: words.payment.reference, value: reference }];
}

function invoiceRows({ words, money }: Wording, { currency, invoices }: MailedPayment, urls: InvoiceUrls): Fact[] {
  return invoices.map(({ id, number, amountMinor }) => ({
    label: words.payment.invoice({ number: oneLine(number) }),
    value: money(amountMinor, currency),
    ...(urls.has(id) ? { url: urls.get(id) } : {}),
  }));
}

function byCredit({ words, money }: Wording, { creditMinor, currency }: MailedPayment): Fact[] {
  return creditMinor > 0 ? [{ label: words.payment.byCredit, value: money(-creditMinor, currency) }] : [];
}

/** What no invoice got. */
function unallocated({ money }: Wording, payment: MailedPayment, label: string): Fact[] {
  const leftMinor = unallocatedMinor(payment);
  return leftMinor > 0 ? [{ label, value: money(leftMinor, payment.currency) }] : [];
}

function unallocatedMinor({ amountMinor, creditMinor, invoices }: MailedPayment): number {
  return amountMinor + creditMinor - sumMinor(invoices.map((invoice) => invoice.amountMinor));
}

function invoiceNumbers({ words }: Wording, payment: MailedPayment): string {
  return payment.invoices.map(({ number }) => words.payment.invoice({ number: oneLine(number) })).join(', ');
}
