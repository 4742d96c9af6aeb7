/** The source: every other language has exactly these keys, or it does not compile. Amounts, dates and names arrive ready to print. */
export const en = {
  title: { invoice: 'Invoice', credit_note: 'Credit note' },
  seller: 'From',
  buyer: 'To',
  vatNumber: (p: { number: string }) => `VAT ${p.number}`,
  registrationNumber: (p: { number: string }) => `Company number ${p.number}`,
  facts: {
    issueDate: 'Date',
    dueDate: 'Due date',
    period: 'Period',
    deliveryDate: 'Delivered on',
    orderReference: 'Your order',
    buyerReference: 'Your reference',
    precedingInvoices: 'Concerns invoice',
  },
  period: (p: { from: string; to: string }) => `${p.from} to ${p.to}`,
  periodFrom: (p: { from: string }) => `from ${p.from}`,
  periodUntil: (p: { to: string }) => `until ${p.to}`,
  columns: { description: 'Description', quantity: 'Quantity', price: 'Price', vat: 'VAT', amount: 'Excl. VAT' },
  pricePer: (p: { price: string; quantity: string }) => `${p.price} per ${p.quantity}`,
  vatCategory: { E: 'exempt', AE: 'reverse charge', K: 'intra-Community', G: 'export', O: 'outside VAT' },
  /** Where the document itself names no reason. */
  vatReason: {
    AE: 'Reverse charge: the recipient owes the VAT',
    K: 'Intra-Community supply, exempt from VAT',
    G: 'Export, exempt from VAT',
  },
  totals: {
    linesNet: 'Sum of the lines',
    allowance: 'Discount',
    charge: 'Surcharge',
    taxExclusive: 'Total excl. VAT',
    tax: (p: { rate: string; base: string }) => `VAT ${p.rate} on ${p.base}`,
    taxInclusive: 'Total incl. VAT',
    prepaid: 'Paid in advance',
    rounding: 'Rounding',
    payable: { invoice: 'To pay', credit_note: 'Credited' },
  },
  dueBy: (p: { date: string }) => `by ${p.date}`,
  transfer: {
    title: 'Pay by bank transfer',
    accountName: 'To',
    iban: 'IBAN',
    bic: 'BIC',
    reference: 'Reference',
    scan: 'Scan with your banking app',
  },
  terms: 'Terms of payment',
  notes: 'Notes',
  page: (p: { page: number; pages: number }) => `Page ${p.page} of ${p.pages}`,
};

export type PdfWords = typeof en;
