import type { DocumentSummary, OpenTotals } from '@quittance/shared/customer-view.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { DocumentCursor } from './document-cursor.ts';
import { listDocuments, type DocumentRow } from './document-queries.ts';
import { findStandings } from './read-document.ts';

/** So many at a time are held in memory; a total that left some out would be a wrong one. */
const invoicesAtOnce = 1000;

/** What is owed today over all open invoices, per currency: amounts of different currencies are never added up. */
export async function sumOpenInvoices(deps: Pick<Deps, 'db' | 'clock'>, reader: ReaderScope): Promise<OpenTotals> {
  const totals = new Map<string, OpenTotals['totals'][number]>();
  for await (const { currency, amountDueMinor, daysOverdue } of openInvoices(deps, reader)) {
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

async function* openInvoices(
  deps: Pick<Deps, 'db' | 'clock'>,
  reader: ReaderScope,
): AsyncGenerator<DocumentSummary, void, undefined> {
  let after: DocumentCursor | null = null;
  for (;;) {
    const rows: DocumentRow[] = await listDocuments(deps.db, reader, 'open', { after, limit: invoicesAtOnce });
    for (const { summary } of (await findStandings(deps, reader, rows)).values()) yield summary;
    const last = rows.at(-1);
    if (!last || rows.length < invoicesAtOnce) return;
    after = { date: last.dueDate, id: last.id };
  }
}
