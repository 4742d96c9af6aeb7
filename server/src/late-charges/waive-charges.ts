import { accruedLateCharges } from '@quittance/shared/invoice-late-charges.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import {
  type ChargedLateCharge,
  chargedMinor,
  type InvoiceFacts,
  outstandingBalanceMinor,
  outstandingPrincipalMinor,
} from '@quittance/shared/invoice-facts.ts';
import { chargeCodeOf } from '@quittance/shared/late-charge/charge-code.ts';
import type { ApiWaiver, EndWaiver, NewWaiver } from '@quittance/shared/merchant-api/late-charge.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { AppError } from '../http/errors.ts';
import { insertLateCharges } from '../payments/booking-queries.ts';
import { holdWithFacts } from './hold-invoice.ts';
import { insertWaiver, listTakenBack, listWaivers, markWaiverEnded } from './waiver-queries.ts';

type WaiveDeps = Pick<Deps, 'db' | 'clock'>;

/**
 * Gives up late charges that have arisen until today. What was claimed is taken back first, as far as it is not paid; what is not
 * claimed yet is left out of the calculation. Resolves to all waivers of the invoice.
 */
export async function waiveCharges(
  deps: WaiveDeps,
  scope: MerchantScope,
  { invoiceId, ...waiver }: NewWaiver & { invoiceId: string },
): Promise<ApiWaiver[]> {
  return deps.db.transaction().execute(async (trx) => {
    const { invoice, facts } = await holdWithFacts(trx, scope, invoiceId);
    const date = deps.clock.today(invoice.timeZone);
    const { code = null, amountMinor = null, by, reason } = waiver;
    const wanted: Wanted = { date, code, amountMinor, by, reason };
    const takenBack = takeBackClaimed(facts, wanted);
    if (takenBack.length === 0 && !hasAccrued(facts, wanted)) throw nothingToWaive(facts, code);
    const now = deps.clock.now();
    const waiverId = await insertWaiver(trx, scope, { documentId: invoiceId, waivedDate: date, now, ...wanted });
    await insertLateCharges(trx, scope, takenBack, { invoiceId, waiverId, now });
    const data = { waiverId, code, amountMinor, by, reason };
    await insertDocumentEvents(trx, scope, [{ documentId: invoiceId, kind: 'charges_waived', data }], now);
    return listWaivers(trx, scope, invoiceId);
  });
}

/**
 * Takes a waiver back, as if it had never been. Refused once the invoice was paid as it stood with it: what the customer was told he
 * owes is not asked for again. Twice does nothing more.
 */
export async function endWaiver(
  deps: WaiveDeps,
  scope: MerchantScope,
  { invoiceId, waiverId, by, reason }: EndWaiver & { invoiceId: string; waiverId: string },
): Promise<ApiWaiver[]> {
  return deps.db.transaction().execute(async (trx) => {
    const { facts } = await holdWithFacts(trx, scope, invoiceId);
    const waivers = await listWaivers(trx, scope, invoiceId);
    const waiver = waivers.find(({ id }) => id === waiverId);
    if (!waiver) throw new AppError('not_found');
    if (waiver.ended) return waivers;
    const takenBack = await listTakenBack(trx, scope, waiverId);
    if (isPaidWith(waiver, facts, takenBack))
      throw new AppError('already_paid', 'The invoice was paid as it stood with this waiver, so it stays.');
    const now = deps.clock.now();
    const again = takenBack.map((charge) => ({ ...charge, amountMinor: -charge.amountMinor }));
    await insertLateCharges(trx, scope, again, { invoiceId, waiverId, now });
    await markWaiverEnded(trx, scope, { waiverId, by, reason, now });
    const data = { waiverId, by, reason };
    await insertDocumentEvents(trx, scope, [{ documentId: invoiceId, kind: 'waiver_ended', data }], now);
    return listWaivers(trx, scope, invoiceId);
  });
}

/** Whatever late charges were claimed besides, once nothing is left to pay the customer has paid what was asked. */
function isPaidWith({ waivedDate }: ApiWaiver, facts: InvoiceFacts, takenBack: readonly ChargedLateCharge[]): boolean {
  if (takenBack.length === 0) return outstandingPrincipalMinor(facts) === 0;
  return outstandingBalanceMinor(facts) === 0 && facts.allocations.some(({ date }) => date >= waivedDate);
}

type Wanted = { date: CalendarDate; code: string | null; amountMinor: number | null; by: string; reason: string };

/** Negative charges, one for each charge of the policy that is claimed and still owed. */
function takeBackClaimed(facts: InvoiceFacts, { date, code, amountMinor, by, reason }: Wanted): ChargedLateCharge[] {
  // The invoice's own total is covered before late charges: what is left of the balance beyond it are late charges.
  const owedMinor = outstandingBalanceMinor(facts) - outstandingPrincipalMinor(facts);
  let leftMinor = Math.min(owedMinor, amountMinor ?? Infinity);
  const claimed = Map.groupBy(facts.charged, ({ line }) => chargeCodeOf(line));
  return [...claimed].flatMap(([waivedCode, charges]) => {
    const first = charges[0];
    if (!first || waivedCode === null || (code !== null && code !== waivedCode)) return [];
    const waivedMinor = Math.min(leftMinor, chargedMinor({ charged: charges }));
    if (waivedMinor <= 0) return [];
    leftMinor -= waivedMinor;
    const { rule } = first.line;
    const line = {
      kind: 'waived',
      code: 'waived',
      date,
      waivedCode,
      by,
      reason,
      amountMinor: -waivedMinor,
      rule,
    } as const;
    return [{ date, amountMinor: -waivedMinor, line }];
  });
}

function hasAccrued(facts: InvoiceFacts, { date, code }: Wanted): boolean {
  if (outstandingBalanceMinor(facts) === 0) return false;
  const lines = accruedLateCharges(facts, date).filter((line) => code === null || chargeCodeOf(line) === code);
  return sumMinor(lines.map((line) => line.amountMinor)) > 0;
}

function nothingToWaive(facts: InvoiceFacts, code: string | null): AppError {
  const codes = facts.policy?.charges.map((charge) => charge.code) ?? [];
  if (code !== null && !codes.includes(code) && !facts.charged.some(({ line }) => chargeCodeOf(line) === code))
    return new AppError(
      'invalid_request',
      `code: is no charge of this invoice; there are ${codes.join(', ') || 'none'}`,
    );
  return new AppError(
    'invalid_request',
    'No late charge has arisen that is still owed. To charge none from now on, save a policy without charges for the invoice.',
  );
}
