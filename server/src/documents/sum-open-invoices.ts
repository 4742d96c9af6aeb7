import type { OpenTotals } from '@quittance/shared/customer-view.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { listDocuments } from './document-queries.ts';
import { findStandings } from './read-document.ts';

/** Far more than anybody owes at once; bounds the work of one request. */
const invoicesMax = 5000;

/** What is owed today over all open invoices, per currency: amounts of different currencies are never added up. */
export async function sumOpenInvoices(deps: Pick<Deps, 'db' | 'clock'>, reader: ReaderScope): Promise<OpenTotals> {
  const rows = await listDocuments(deps.db, reader, 'open', { after: null, limit: invoicesMax });
  const standings = await findStandings(deps, reader, rows);
  const totals = new Map<string, OpenTotals['totals'][number]>();
  for (const { summary } of standings.values()) {
    const { currency, amountDueMinor, daysOverdue } = summary;
    const total = totals.get(currency) ?? { currency, amountDueMinor: 0, overdueMinor: 0, invoicesCount: 0 };
    totals.set(currency, {
      currency,
      amountDueMinor: total.amountDueMinor + amountDueMinor,
      overdueMinor: total.overdueMinor + (daysOverdue > 0 ? amountDueMinor : 0),
      invoicesCount: total.invoicesCount + 1,
    });
  }
  return { totals: [...totals.values()].toSorted((a, b) => b.amountDueMinor - a.amountDueMinor) };
}
