import { type ChargedLateCharge, outstandingBalanceMinor } from '@quittance/shared/invoice-facts.ts';
import { accruedLateCharges } from '@quittance/shared/invoice-late-charges.ts';
import type { ApiWaiver } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { insertLateCharges } from '../payments/booking-queries.ts';
import { holdWithFacts } from './hold-invoice.ts';
import { listWaivers } from './waiver-queries.ts';

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
    await insertLateCharges(
      trx,
      scope,
      charges.filter(({ line }) => line.kind !== 'waived'),
      { invoiceId, now },
    );
    // What was given up of them stays with its waiver, which can still be taken back.
    const waivers = await listWaivers(trx, scope, invoiceId);
    for (const [waiverId, waived] of byWaiver(charges, waivers))
      await insertLateCharges(trx, scope, waived, { invoiceId, waiverId, now });
    const data = { lines: charges.length };
    await insertDocumentEvents(trx, scope, [{ documentId: invoiceId, kind: 'charges_claimed', data }], now);
  });
}

/** The waived lines of each waiver. A waiver has at most one line of each charge, so that those that say the same are told apart. */
function byWaiver(
  charges: readonly ChargedLateCharge[],
  waivers: readonly ApiWaiver[],
): Map<string | null, ChargedLateCharge[]> {
  const found = new Map<string | null, ChargedLateCharge[]>();
  const taken = new Set<string>();
  for (const charge of charges) {
    const { line } = charge;
    if (line.kind !== 'waived') continue;
    const keyOf = (id: string) => `${id} ${line.waivedCode}`;
    const waiver = waivers.find(
      ({ id, waivedDate, code, by, reason, ended }) =>
        ended === null &&
        waivedDate === line.date &&
        (code === null || code === line.waivedCode) &&
        by === line.by &&
        reason === line.reason &&
        !taken.has(keyOf(id)),
    );
    const id = waiver?.id ?? null;
    if (id !== null) taken.add(keyOf(id));
    found.set(id, [...(found.get(id) ?? []), charge]);
  }
  return found;
}
