import type { InvoiceFacts } from '../invoice-facts.ts';

/** Of an invoice over 1,000.00 of 1 January 2025, due on the 31st, to which nothing has happened and no policy applies. */
export function invoiceFacts(known: Partial<InvoiceFacts> = {}): InvoiceFacts {
  return {
    invoice: { payableMinor: 100_000, currency: 'EUR', issueDate: '2025-01-01', dueDate: '2025-01-31' },
    policy: null,
    rates: [],
    reminders: [],
    waivers: [],
    allocations: [],
    charged: [],
    pendingMinor: 0,
    isVoided: false,
    isDisputed: false,
    ...known,
  };
}
