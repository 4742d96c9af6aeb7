import { paymentBrand } from '@quittance/shared/payment-brands.ts';
import type { StatementEntry } from '@quittance/shared/statement.ts';
import type { PdfWords } from '../documents/pdf-locales/en.ts';

type Words = PdfWords['statement'];

/** What an entry is called. */
export function nameOf(entry: StatementEntry, words: Words): string {
  if (entry.kind === 'voided') return words.voided[entry.documentKind];
  if (entry.kind === 'reversal') return words.reversal[entry.reason];
  return words.entry[entry.kind];
}

/** Empty where we have no word for it: merchants may record methods of their own. */
export function methodOf(entry: { method: string } | StatementEntry, { methods }: Words): string {
  if (!('method' in entry)) return '';
  return Object.entries(methods).find(([id]) => id === entry.method)?.[1] ?? paymentBrand(entry.method) ?? '';
}

/** Of the document that an entry is about, or of the invoices that a payment paid. */
export function numberOf(entry: StatementEntry): string {
  if (entry.kind === 'payment') return entry.paidNumbers.join(', ');
  return 'number' in entry ? entry.number : '';
}
