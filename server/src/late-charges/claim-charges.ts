import { type ChargedLateCharge, outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import { accruedLateCharges } from '@quittance/shared/invoice-late-charges.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { insertLateCharges } from '../payments/booking-queries.ts';
import { holdWithFacts } from './hold-invoice.ts';

/**
 * Claims what has accrued until today: it becomes rows that no later policy, rate or reminder changes. Interest goes on tomorrow, and a fixed
 * sum does not come again. Done again on the same day it finds nothing to claim.
 */
export async function claimCharges(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  invoiceId: string,
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const { invoice, facts } = await holdWithFacts(trx, scope, invoiceId);
    if (outstandingBalanceMinor(facts) === 0) return;
    const date = deps.clock.today(invoice.timeZone);
    const charges = accruedLateCharges(facts, date).map((line) => ({ date, amountMinor: line.amountMinor, line }));
    if (charges.length === 0) return;
    const now = deps.clock.now();
    // What was given up of them stays with its waiver, which can still be taken back.
    for (const [waiverId, ofWaiver] of Map.groupBy(charges, waiverIdOf))
      await insertLateCharges(trx, scope, ofWaiver, { invoiceId, waiverId, now });
    const data = { lines: charges.length };
    await insertDocumentEvents(trx, scope, [{ documentId: invoiceId, kind: 'charges_claimed', data }], now);
  });
}

/** Null of a line that gives nothing up. */
function waiverIdOf({ line }: ChargedLateCharge): string | null {
  if (line.kind !== 'waived') return null;
  if (line.waiverId === undefined) throw new Error(`A waived line of ${line.waivedCode} does not say of which waiver`);
  return line.waiverId;
}
