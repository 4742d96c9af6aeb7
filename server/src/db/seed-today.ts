import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { recordPayment } from '../payments/record-payment.ts';
import type { SeededInvoice } from './seed-history.ts';
import type { SeedMerchant } from './seed-merchant.ts';

/** What happens while a newcomer looks: a payment is recorded, one is on its way, and the mails are sent. */
export async function actToday(deps: Deps, merchant: SeedMerchant, invoices: readonly SeededInvoice[]): Promise<void> {
  await recordPayments(deps, merchant, invoicesOf(invoices, 'paid_today'));
}

function invoicesOf(invoices: readonly SeededInvoice[], role: SeededInvoice['planned']['role']): SeededInvoice[] {
  return invoices.filter(({ planned }) => planned.role === role);
}

async function recordPayments(deps: Deps, merchant: SeedMerchant, invoices: readonly SeededInvoice[]): Promise<void> {
  const facts = await findInvoiceFacts(
    deps.db,
    merchant,
    invoices.map(({ invoiceId }) => invoiceId),
  );
  for (const { invoiceId, planned } of invoices) {
    const invoice = facts.get(invoiceId)?.invoice;
    if (!invoice) continue;
    const { payableMinor: amountMinor, currency } = invoice;
    await recordPayment(deps, merchant, {
      reference: `demo-${invoiceId}`,
      amountMinor,
      currency,
      receivedDate: deps.clock.today(planned.entity.timeZone),
      method: planned.customer.method,
      note: null,
      target: { invoices: [{ invoiceId, amountMinor }] },
    });
  }
}
