import { addDays, type CalendarDate, calendarDateAt } from '@quittance/shared/calendar-date.ts';
import type { ExplainedCalculation } from '@quittance/shared/calculation.ts';
import type { CalculationAnswer } from '@quittance/shared/customer-view.ts';
import { explainCalculation } from '@quittance/shared/explain-calculation.ts';
import { factsOn } from '@quittance/shared/invoice-on.ts';
import { UnknownRateError } from '@quittance/shared/late-charge/rate-series.ts';
import { calendarDateSchema } from '@quittance/shared/schema.ts';
import { z } from 'zod';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { type DocumentRow, findDocument } from './document-queries.ts';
import { findInvoiceFacts } from './standing-queries.ts';

/** Interest is gone through span by span; bounds the work of one request. */
const daysAheadMax = 3650;

export const dayQuery = z.strictObject({
  as_of: calendarDateSchema.optional().describe('As if everything were paid on this day; today where it is left out.'),
});

type GetDeps = Pick<Deps, 'db' | 'clock'>;
type Which = { invoiceId: string; asOfDate?: CalendarDate | undefined };

/**
 * What an invoice comes to as if it were paid on a day, today where none is given: of a day that is over by what was known then, else by
 * all that is known now. Refuses with `not_found`, `not_yet_issued`, and for a day that was asked for with `rate_unknown`.
 */
export async function getCalculation(deps: GetDeps, reader: ReaderScope, which: Which): Promise<ExplainedCalculation> {
  return (await readCalculation(deps, reader, which)).calculation;
}

/** The same, with all that is known now: from that a browser calculates other days. Of the rates only what can still matter. */
export async function getCalculationWithFacts(
  deps: GetDeps,
  reader: ReaderScope,
  which: Which,
): Promise<CalculationAnswer> {
  const { calculation, facts } = await readCalculation(deps, reader, which);
  const { issueDate } = facts.invoice;
  const rates = facts.rates.map((series) => ({
    ...series,
    rows: series.rows.filter((row) => row.toDate >= issueDate),
  }));
  return { calculation, facts: { ...facts, rates } };
}

async function readCalculation(
  deps: GetDeps,
  reader: ReaderScope,
  { invoiceId, asOfDate }: Which,
): Promise<CalculationAnswer> {
  const document = await findDocument(deps.db, reader, invoiceId);
  const facts = (await findInvoiceFacts(deps.db, reader, [invoiceId])).get(invoiceId);
  if (!document || !facts) throw new AppError('not_found');
  const today = deps.clock.today(document.timeZone);
  const wanted = asOfDate ?? today;
  if (asOfDate !== undefined) refuseDay(asOfDate, document, today);
  const known = wanted < today ? factsOn(facts, voidedDateOf(document), wanted) : facts;
  const calculation = explainCalculation(known, wanted);
  if (asOfDate !== undefined) refuseUnknownRate(calculation);
  return { calculation: { ...calculation, calculatedAt: deps.clock.now().toISOString() }, facts };
}

function refuseDay(asOfDate: CalendarDate, { issueDate }: DocumentRow, today: CalendarDate): void {
  if (asOfDate < issueDate) {
    throw new AppError('not_yet_issued', `The invoice was issued on ${issueDate}, so nothing was owed on ${asOfDate}.`);
  }
  const lastDate = addDays(today, daysAheadMax);
  if (asOfDate <= lastDate) return;
  const message = `is too far ahead; the last day is ${lastDate}`;
  throw new AppError('invalid_request', `query.as_of: ${message}`, { issues: [{ path: 'query.as_of', message }] });
}

function voidedDateOf({ voidedAt, timeZone }: DocumentRow): CalendarDate | null {
  return voidedAt && calendarDateAt(voidedAt, timeZone);
}

/** Who names a day wants its amount. The pages, which want today's, show what is known and say what is not in it. */
function refuseUnknownRate({ unknownRates: [unknown] }: Pick<ExplainedCalculation, 'unknownRates'>): void {
  if (unknown) throw new AppError('rate_unknown', new UnknownRateError(unknown.series, unknown.fromDate).message);
}
