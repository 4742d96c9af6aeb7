import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bundle } from '@quittance/shared/bundle.ts';
import type { DocumentSummary, ListTotals } from '@quittance/shared/customer-view.ts';
import { detail, entity, summary } from './testing/documents.ts';
import { answers, json, listens, network, problem } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const customers = [
  { id: '0198b5a2-2222-7000-8000-000000000001', name: 'Bakkerij De Smet BV' },
  { id: '0198b5a2-2222-7000-8000-000000000002', name: 'De Smet Invest' },
];
const entities = [entity, { ...entity, slug: 'roux', name: 'Roux' }];

/** What was asked of the lists and of the totals, in order. */
let asked: URLSearchParams[];
let askedTotals: URLSearchParams[];
/** Each place that is watched: tells it whether it is near. */
const watched = new Map<Element, (isIntersecting: boolean) => void>();

beforeEach(() => {
  asked = [];
  askedTotals = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      private readonly onChange: (entries: object[]) => void;
      private place: Element | null = null;
      constructor(onChange: (entries: object[]) => void) {
        this.onChange = onChange;
      }
      observe(place: Element): void {
        this.place = place;
        watched.set(place, (isIntersecting) =>
          act(() => this.onChange([{ isIntersecting, boundingClientRect: { height: 2750 } }])),
        );
      }
      disconnect(): void {
        if (this.place) watched.delete(this.place);
      }
    },
  );
  answers('get', '/api/session', { ...session, customers, entities });
  listAnswers(() => ({ documents: [summary], nextCursor: null }));
  totalsAnswer(() => 1);
});
afterEach(() => vi.unstubAllGlobals());

function listAnswers(answer: (query: URLSearchParams) => object): void {
  network.use(
    http.get('http://quittance.test/api/documents', ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return json(answer(query));
    }),
  );
}

function totalsAnswer(countOf: (query: URLSearchParams) => number): void {
  network.use(
    http.get('http://quittance.test/api/documents/totals', ({ request }) => {
      const query = new URL(request.url).searchParams;
      askedTotals.push(query);
      const documentsCount = countOf(query);
      const total = { currency: 'EUR', payableMinor: 206_426, amountDueMinor: 105_690, overdueMinor: 0 };
      const totals = documentsCount === 0 ? [] : [{ ...total, documentsCount, unallocatedMinor: 0 }];
      return json({ totals } satisfies ListTotals);
    }),
  );
}

const numbered = (place: number): DocumentSummary => ({
  ...summary,
  id: `0198b5a2-1111-7000-8000-${String(place).padStart(12, '0')}`,
  number: `N-${place}`,
});

const lastAsked = () => Object.fromEntries(asked.at(-1) ?? []);

/** The page is read and translated anew for the first test. */
const firstUse = { timeout: 30_000 };

describe('a search', () => {
  test('is asked for in the form, stands in the address, and is taken away by its chip', async () => {
    const user = openApp('/invoices');
    await user.type(await screen.findByRole('searchbox', { name: 'Search' }, firstUse), ' oak  counter {Enter}');
    const chip = await screen.findByRole('link', { name: 'Remove filter: “oak counter”' }, firstUse);
    expect(screen.getByText('1 document found')).toBeTruthy();
    expect(lastAsked()).toEqual({ list: 'open', dates: 'due', q: 'oak counter', sort: 'due', direction: 'asc' });
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'oak counter');
    await user.click(chip);
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull());
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  });

  test('keeps the keyboard where it was', async () => {
    const user = openApp('/invoices');
    await user.type(await screen.findByRole('searchbox'), 'oak{Enter}');
    await screen.findByRole('link', { name: 'Remove filter: “oak”' });
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });
});

describe('the panel', () => {
  test('narrows and sorts at once, closes, and leaves the keyboard at its handle', async () => {
    const user = openApp('/invoices');
    const handle = await screen.findByText('Filter and sort');
    await user.click(handle);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Document total, largest first');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Which date' }), 'Date of the document');
    await user.type(screen.getByLabelText('From'), '2026-09-01');
    await user.type(screen.getByLabelText('To'), '2026-09-30');
    await user.click(screen.getByRole('checkbox', { name: 'Overdue only' }));
    await user.click(screen.getByRole('button', { name: 'Show' }));
    const chips = within(await screen.findByRole('list', { name: 'Active filters' }));
    const period = { dates: 'issued', from: '2026-09-01', to: '2026-09-30' };
    expect(lastAsked()).toEqual({ list: 'open', state: 'overdue', ...period, sort: 'amount', direction: 'desc' });
    const totals = Object.fromEntries(askedTotals.at(-1) ?? []);
    expect(totals).toEqual({ list: 'open', state: 'overdue', ...period });
    expect(handle.closest('details')?.open).toBe(false);
    expect(document.activeElement).toBe(handle);
    expect(chips.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Overdue only✕',
      'Dated 1 September 2026 to 30 September 2026✕',
      'Clear all filters',
    ]);
    await user.click(chips.getByRole('link', { name: 'Clear all filters' }));
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull());
    expect(lastAsked()).toEqual({ list: 'open', dates: 'due', sort: 'amount', direction: 'desc' });
  });
});

describe('an address', () => {
  test.each([
    ['?q=&state=credit&from=2026-02-30&sort=content&customer=x&entity=nobody', {}],
    ['?from=2026-03-01&to=2026-02-01', { from: '2026-02-01', to: '2026-03-01' }],
    [`?q=${'a+'.repeat(60)}`, { q: 'a a a a a a a a a a' }],
    [`?customer=${customers[1]?.id}&entity=roux`, { customer: customers[1]?.id, entity: 'roux' }],
  ])('that says %s is asked as %j', async (search, wanted) => {
    openApp(`/invoices${search}`);
    await screen.findByRole('link', { name: 'Invoice F-2026-0187' });
    expect(lastAsked()).toEqual({ list: 'open', dates: 'due', sort: 'due', direction: 'asc', ...wanted });
  });
});

test.each([
  ['This month', '2026-11-01', '2026-11-30'],
  ['Last month', '2026-10-01', '2026-10-31'],
  ['This year', '2026-01-01', '2026-12-31'],
  ['Last year', '2025-01-01', '2025-12-31'],
])('a list is narrowed to a period by one press: %s', async (name, from, to) => {
  const user = openApp('/invoices');
  await user.click(await screen.findByText('Filter and sort'));
  await user.click(screen.getByRole('link', { name }));
  await waitFor(() => expect(lastAsked()).toMatchObject({ from, to }));
  expect(await screen.findByRole('link', { name: /^Remove filter: Due / })).toBeTruthy();
});

test.each([
  ['the list that one came from', { from: '/invoices/paid?q=oak' }, 'Paid'],
  ['the list that it is in', null, 'Open'],
])('an open document marks %s', async (_what, state, tab) => {
  answers('get', '/api/documents/:id', detail);
  openApp({ pathname: `/documents/${summary.id}`, state });
  await screen.findByRole('heading', { level: 1 });
  const marked = () => within(screen.getByRole('banner')).queryAllByRole('link', { current: true });
  await waitFor(() => expect(marked().map(({ textContent }) => textContent)).toEqual([tab]));
});

test('a tab that was pressed is marked before its page has come', async () => {
  const user = openApp('/invoices');
  await screen.findByRole('heading', { name: 'Open invoices' });
  const late = Promise.withResolvers<Response>();
  network.use(http.get('http://quittance.test/api/statements/accounts', () => late.promise));
  await user.click(screen.getByRole('link', { name: 'Statement' }));
  await waitFor(() => expect(screen.getByRole('link', { name: 'Statement', current: 'page' })).toBeTruthy());
  expect(screen.getByRole('progressbar', { name: 'Loading' })).toBeTruthy();
  late.resolve(json({ accounts: [] }));
  await screen.findByRole('heading', { name: 'Statement of account' });
  expect(screen.queryByRole('progressbar')).toBeNull();
});

describe('of several customers and senders', () => {
  test('one is chosen, stays chosen in the other lists, and rows say no more whose they are', async () => {
    const user = openApp('/invoices?q=oak');
    const row = async () =>
      (await screen.findByRole('link', { name: 'Invoice F-2026-0187' })).closest('[role=listitem]');
    expect((await row())?.textContent).toContain('Bakkerij De Smet BV');
    await user.click(screen.getByText('Billed to: All'));
    await user.click(screen.getByRole('link', { name: 'De Smet Invest' }));
    expect(await screen.findByText('Billed to: De Smet Invest')).toBeTruthy();
    expect(lastAsked()).toMatchObject({ q: 'oak', customer: customers[1]?.id });
    expect((await row())?.textContent).not.toContain('Bakkerij De Smet BV');
    await user.click(screen.getByText('Billed by: All'));
    await user.click(screen.getByRole('link', { name: 'Roux' }));
    await screen.findByText('Billed by: Roux');
    expect(document.title).toBe('Roux · Open invoices');
    await user.click(screen.getByRole('link', { name: 'Paid' }));
    await screen.findByRole('heading', { name: 'Paid invoices' });
    expect(lastAsked()).toMatchObject({ list: 'paid', customer: customers[1]?.id, entity: 'roux' });
    const handle = screen.getByText('Billed to: De Smet Invest');
    const panel = handle.closest('details') ?? document.body;
    await user.click(handle);
    await user.click(within(panel).getByRole('link', { name: 'All' }));
    expect(await screen.findByText('Billed to: All')).toBeTruthy();
    expect(lastAsked()).not.toHaveProperty('customer');
    expect([
      panel.hasAttribute('open'),
      handle.contains(document.activeElement) || document.activeElement === handle.closest('summary'),
    ]).toEqual([false, true]);
  });

  test('one stays chosen while one looks at a document, and by whichever way one leaves it', async () => {
    answers('get', '/api/documents/:id', detail);
    totalsAnswer(() => 1);
    const user = openApp(`/invoices?customer=${customers[1]?.id}&q=oak`);
    await user.click(await screen.findByRole('link', { name: 'Invoice F-2026-0187' }));
    const back = await screen.findByRole('link', { name: 'All invoices' });
    expect(back.getAttribute('href')).toBe(`/invoices?customer=${customers[1]?.id}&q=oak`);
    await user.click(screen.getByRole('link', { name: 'Paid' }));
    expect(await screen.findByText('Billed to: De Smet Invest')).toBeTruthy();
  });

  test('there is nothing to choose where there is one of each', async () => {
    answers('get', '/api/session', session);
    openApp('/invoices?customer=0198b5a2-2222-7000-8000-000000000001');
    await screen.findByRole('link', { name: 'Invoice F-2026-0187' });
    expect(screen.queryByText(/Billed/)).toBeNull();
    expect(lastAsked()).not.toHaveProperty('customer');
  });
});

describe('a search that finds nothing', () => {
  beforeEach(() => {
    listAnswers(() => ({ documents: [], nextCursor: null }));
    totalsAnswer((query) => {
      if (query.get('list') === 'paid') return 3;
      return query.get('list') === 'open' && !query.has('state') ? 12 : 0;
    });
  });

  test('quotes what was searched for once', async () => {
    openApp('/invoices?q=oak');
    expect(await screen.findByRole('link', { name: 'Without “oak”: 12' })).toBeTruthy();
  });

  test('says which filter is in the way, and where else there is something', async () => {
    const user = openApp('/invoices?q=oak&state=overdue&sort=amount_desc');
    expect(await screen.findByText('Nothing here matches your search and filters.')).toBeTruthy();
    const helpful = await screen.findByRole('link', { name: 'Without “Overdue only”: 12' });
    expect(screen.queryByRole('link', { name: /^Without “oak”/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Paid invoices: 3' }).getAttribute('href')).toBe('/invoices/paid?q=oak');
    expect(screen.queryByRole('link', { name: /^Credit notes:/ })).toBeNull();
    await user.click(helpful);
    expect(lastAsked()).toEqual({ list: 'open', dates: 'due', q: 'oak', sort: 'amount', direction: 'desc' });
  });
});

describe('a long list', () => {
  const pageOf = (index: number): DocumentSummary[] =>
    Array.from({ length: 25 }, (_, row) => numbered(index * 25 + row));
  const rows = () => screen.queryAllByRole('listitem').filter((row) => row.hasAttribute('aria-posinset'));
  /** The place at the end of the list, below all its pages. */
  const end = () => [...watched].find(([place]) => place.childNodes.length === 0 && !place.hasAttribute('role'))?.[1];
  /** What is shown is watched a moment later. */
  const reachEnd = async () => {
    await waitFor(() => expect(end()).toBeDefined());
    end()?.(true);
  };
  const pages = () => [...watched].filter(([place]) => place.getAttribute('role') === 'none');

  beforeEach(() => {
    listAnswers((query) => {
      const index = Number(query.get('after') ?? 0);
      return { documents: pageOf(index), nextCursor: String(index + 1) };
    });
    totalsAnswer(() => 10_000);
  });

  test('loads on by itself as its end comes near, and is no longer on the page where it is far away', async () => {
    openApp('/invoices');
    await screen.findByText('25 of 10000 shown');
    for (let index = 1; index <= 5; index += 1) {
      await reachEnd();
      await screen.findByText(`${25 * (index + 1)} of 10000 shown`);
    }
    expect(rows()).toHaveLength(150);
    for (const [, tell] of pages().slice(0, 4)) tell(false);
    expect(rows()).toHaveLength(50);
    expect(rows()[0]?.getAttribute('aria-posinset')).toBe('101');
    expect(rows()[0]?.getAttribute('aria-setsize')).toBe('10000');
    expect(pages()[0]?.[0].getAttribute('style')).toContain('height: 2750px');
    pages()[0]?.[1](true);
    expect(rows()[0]?.getAttribute('aria-posinset')).toBe('1');
  });

  test('keeps the rows in which the keyboard stands', async () => {
    openApp('/invoices');
    await screen.findByText('25 of 10000 shown');
    screen.getByRole('link', { name: 'Invoice N-3' }).focus();
    pages()[0]?.[1](false);
    expect(rows()).toHaveLength(25);
  });

  /** To look for one text among hundreds of rows, again with each row that is drawn, takes a minute. */
  const untilShown = (count: number) =>
    waitFor(() => expect(document.body.textContent).toContain(`${count} of 10000 shown`));

  test('waits to be asked after many pages, and for whoever has gone past it', async () => {
    const user = openApp('/invoices');
    await screen.findByText('25 of 10000 shown');
    screen.getByRole('combobox', { name: 'Language' }).focus();
    await reachEnd();
    expect(asked).toHaveLength(1);
    document.body.focus();
    screen.getByRole('searchbox').focus();
    for (let index = 1; index < 20; index += 1) {
      await reachEnd();
      await untilShown(25 * (index + 1));
    }
    await waitFor(() => expect(end()).toBeUndefined());
    await user.click(screen.getByText('Show more', { selector: 'button' }));
    await untilShown(525);
    await waitFor(() => expect(end()).toBeDefined());
  });

  test('says when more could not be loaded, and tries again when asked', async () => {
    const user = openApp('/invoices');
    await screen.findByText('25 of 10000 shown');
    network.use(http.get('http://quittance.test/api/documents', () => problem('internal', 500), { once: true }));
    await reachEnd();
    expect((await screen.findByRole('alert')).textContent).toBe('More could not be loaded.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('50 of 10000 shown')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a selection', () => {
  const building: Bundle = {
    id: '0198b5a2-6666-7000-8000-000000000001',
    state: 'building',
    doneCount: 3,
    totalCount: 60,
    documentsCount: 52,
    sizeBytes: null,
    period: null,
    expiresAt: null,
    email: 'jan@bakkerij.example',
  };
  const box = (place: number) => screen.getByRole('checkbox', { name: `Select: Invoice N-${place}` });
  const all = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all (52)' });
  const zip = () => screen.getByRole('button', { name: 'Download as ZIP' });
  const said = (text: string) =>
    screen.findByText((_, element) => element?.matches('output') === true && element.textContent === text);
  let heard: unknown[];

  beforeEach(() => {
    // A row that is pointed at asks for its document.
    answers('get', '/api/documents/:id', detail);
    listAnswers((query) =>
      query.has('after')
        ? { documents: [numbered(3)], nextCursor: null }
        : { documents: [numbered(1), numbered(2)], nextCursor: 'c1' },
    );
    totalsAnswer(() => 52);
    answers('get', '/api/bundles', { bundles: [] });
    heard = listens('/api/bundles', () => json(building, 201));
  });

  test('survives the next page, a look at a document and another order, and is asked for as one ZIP', async () => {
    const user = openApp('/invoices');
    await screen.findByText('2 of 52 shown');
    expect(screen.queryByRole('button', { name: 'Download as ZIP' })).toBeNull();
    await user.click(box(1));
    expect(await said('1 document selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Select: Invoice N-3' }));
    expect(await said('2 documents selected')).toBeTruthy();
    expect([all().checked, all().indeterminate]).toEqual([false, true]);
    await user.click(screen.getByRole('link', { name: 'Invoice N-1' }));
    const back = await screen.findByRole('link', { name: 'All invoices' });
    expect(back.getAttribute('href')).toBe('/invoices');
    await user.click(back);
    await user.click(await screen.findByText('Filter and sort'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Number, ascending');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(lastAsked()).toMatchObject({ sort: 'number' }));
    expect(await said('2 documents selected')).toBeTruthy();
    await user.click(zip());
    await expect.poll(() => heard).toEqual([{ kind: 'documents', documentIds: [numbered(1).id, numbered(3).id] }]);
  });

  test('of all that match holds what is not loaded, but for what is taken out', async () => {
    const user = openApp('/invoices?state=overdue');
    await screen.findByText('2 of 52 shown');
    await user.click(all());
    expect(await said('52 documents selected')).toBeTruthy();
    await user.click(box(2));
    expect(await said('51 documents selected')).toBeTruthy();
    expect(all().indeterminate).toBe(true);
    await user.click(zip());
    const filter = { list: 'open', dates: 'due', state: 'overdue' };
    await expect.poll(() => heard).toEqual([{ kind: 'list', filter, exceptIds: [numbered(2).id] }]);
  });

  test('says how far its ZIP is, and lets it be cancelled', async () => {
    let shown = [building];
    network.use(http.get('http://quittance.test/api/bundles', () => json({ bundles: shown })));
    network.use(
      http.post(`http://quittance.test/api/bundles/${building.id}/cancel`, () => {
        shown = [];
        return json({ ...building, state: 'canceled' });
      }),
    );
    const user = openApp('/invoices');
    await screen.findByText('2 of 52 shown');
    await user.click(all());
    await user.click(zip());
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuetext')).toBe('3 of 60 files');
    await user.click(screen.getByRole('button', { name: /^Cancel: / }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  });

  test('that is refused says why', async () => {
    heard = listens('/api/bundles', () => problem('step_up_required', 403));
    const user = openApp('/invoices');
    await screen.findByText('2 of 52 shown');
    await user.click(box(1));
    await user.click(zip());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('please sign in again');
  });

  test('is there again after signing in once more, in the list as it was narrowed, and for nobody else', async () => {
    heard = listens('/api/bundles', () => problem('step_up_required', 403));
    const user = openApp('/invoices?state=overdue');
    await screen.findByText('2 of 52 shown');
    await user.click(box(1));
    await user.click(zip());
    const link = await screen.findByRole('link', { name: 'Sign in again' });
    link.addEventListener('click', (event) => event.preventDefault());
    await user.click(link);
    const saved = sessionStorage.getItem('selection') ?? '';
    cleanup();
    openApp('/invoices');
    await waitFor(() => expect(box(1)).toHaveProperty('checked', true));
    expect(screen.getByRole('link', { name: /^Remove filter: Overdue only/ })).toBeTruthy();
    expect(sessionStorage.length).toBe(0);
    cleanup();
    sessionStorage.setItem('selection', saved.replace(session.email, 'els@bakkerij.example'));
    openApp('/invoices');
    await screen.findByText('2 of 52 shown');
    expect(box(1)).toHaveProperty('checked', false);
    expect(sessionStorage.length).toBe(0);
  });

  test('of another filter is another one, and one that is cleared is none', async () => {
    const user = openApp('/invoices');
    await screen.findByText('2 of 52 shown');
    await user.click(box(1));
    await user.type(screen.getByRole('searchbox'), 'oak{Enter}');
    await screen.findByRole('link', { name: 'Remove filter: “oak”' });
    expect(box(1)).toHaveProperty('checked', false);
    await user.click(box(2));
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(screen.queryByRole('button', { name: 'Download as ZIP' })).toBeNull();
    expect(box(2)).toHaveProperty('checked', false);
    expect(document.activeElement?.contains(all())).toBe(true);
  });

  test('may be begun before anything is selected, and takes nothing along then', async () => {
    const user = openApp('/invoices');
    const begin = await screen.findByRole('button', { name: 'Select', pressed: false });
    await user.click(begin);
    expect(await said('Nothing is selected')).toBeTruthy();
    expect(zip().getAttribute('aria-disabled')).toBe('true');
    await user.click(zip());
    await user.click(begin);
    expect(screen.queryByRole('button', { name: 'Download as ZIP' })).toBeNull();
    expect(heard).toEqual([]);
  });
});

test('a list is taken along as a table as it is narrowed and sorted', async () => {
  openApp('/invoices?q=oak&state=overdue&sort=amount_desc');
  const link = await screen.findByRole('link', { name: 'Open invoices: CSV' });
  const { pathname, searchParams } = new URL(link.getAttribute('href') ?? '', 'http://quittance.test');
  expect(pathname).toBe('/api/documents/csv');
  expect(Object.fromEntries(searchParams)).toEqual(lastAsked());
  expect(screen.getByRole('link', { name: 'Open invoices: Excel' }).getAttribute('href')).toContain('/xlsx?');
});

describe('a row', () => {
  test('says that there are new messages, and what the invoice came to where something else is owed', async () => {
    answers('get', '/api/comments/unread', { documents: [{ documentId: summary.id, unreadCount: 2 }] });
    openApp('/invoices');
    const row = (await screen.findByText('2 new messages')).closest('[role=listitem]');
    expect(row?.textContent).toMatch(/€1,056\.90.*of €2,064\.26 in all/);
  });
});

test('paid invoices and credit notes stand under their sums', async () => {
  const total = { currency: 'EUR', documentsCount: 3, payableMinor: 20_000, amountDueMinor: 0, overdueMinor: 0 };
  answers('get', '/api/documents/totals', { totals: [{ ...total, unallocatedMinor: 5_000 }] });
  const user = openApp('/invoices/paid');
  expect((await screen.findByText('3 paid or credited invoices')).nextSibling?.textContent).toBe('€200.00');
  await user.click(screen.getByRole('link', { name: 'Credit notes' }));
  expect((await screen.findByText('3 credit notes')).nextSibling?.textContent).toBe('€200.00');
  expect(screen.getByText('€50.00 of it still to your credit')).toBeTruthy();
});
