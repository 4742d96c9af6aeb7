import type { Page } from '@playwright/test';
import type { DocumentPage, DocumentSummary, ListTotals } from '@quittance/shared/customer-view.ts';
import { askForPages } from './pages-alone.ts';

// A customer of many documents, as the server would answer: what is looked at is what the browser does with them.

const pageLength = 25;

/** From now on every list of this page has so many documents. */
export async function answerManyDocuments(page: Page, documentsCount: number): Promise<void> {
  await askForPages(page);
  await page.route('**/api/documents?*', (route) => {
    const first = Number(new URL(route.request().url()).searchParams.get('after') ?? 0);
    const length = Math.min(pageLength, documentsCount - first);
    const next = first + length;
    const answer: DocumentPage = {
      documents: Array.from({ length }, (_, index) => documentAt(first + index)),
      nextCursor: next < documentsCount ? String(next) : null,
    };
    return route.fulfill({ json: answer });
  });
  const sum = { payableMinor: 100_00, amountDueMinor: 100_00, overdueMinor: 0, unallocatedMinor: 0 };
  const totals: ListTotals = { totals: [{ currency: 'EUR', documentsCount, ...sum }] };
  await page.route('**/api/documents/totals?*', (route) => route.fulfill({ json: totals }));
}

function documentAt(place: number): DocumentSummary {
  return {
    id: `01890000-0000-7000-8000-${String(place).padStart(12, '0')}`,
    kind: 'invoice',
    number: `N-${place + 1}`,
    entityName: place % 2 === 0 ? 'Groenkamer' : 'Fernhouse',
    customerName: place % 3 === 0 ? 'Nordkap Verlag GmbH' : 'Advocaten Van Hulle & Wouters BV',
    issueDate: '2026-01-15',
    dueDate: '2026-02-14',
    currency: 'EUR',
    payableMinor: 10_000 + place,
    amountDueMinor: 12_000 + place,
    unallocatedMinor: 0,
    status: 'overdue',
    daysOverdue: 30 + (place % 300),
    paidDate: null,
    disputedDate: null,
    lateChargesMinor: 0,
  };
}
