import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bundle } from '@quittance/shared/bundle.ts';
import { periodsBetween } from './features/bundles/period-choice.ts';
import { answers, json, listens, network, problem } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const account = {
  customer: { id: '0198b5a2-2222-7000-8000-000000000001', name: 'Bakkerij De Smet BV' },
  entity: { id: '0198b5a2-3333-7000-8000-000000000001', name: 'Linden Interiors' },
  currency: 'EUR',
  firstDate: '2025-11-02',
  today: '2026-02-11',
};
const bundle: Bundle = {
  id: '0198b5a2-6666-7000-8000-000000000001',
  state: 'building',
  doneCount: 12,
  totalCount: 120,
  documentsCount: 100,
  sizeBytes: null,
  period: { from: '2026-02-01', to: '2026-02-28' },
  expiresAt: null,
  email: 'jan@bakkerij.example',
};
const ready: Bundle = { ...bundle, state: 'ready', doneCount: 120, expiresAt: '2026-02-11T15:00:00Z' };

let started: string[];

beforeEach(() => {
  started = [];
  vi.spyOn(location, 'assign').mockImplementation((path) => void started.push(String(path)));
  answers('get', '/api/session', session);
  answers('get', '/api/statements/accounts', { accounts: [account] });
  answers('get', '/api/bundles', { bundles: [] });
});
afterEach(() => vi.restoreAllMocks());

describe('downloads', () => {
  test('offer every month and year there is, the newest month first', async () => {
    const heard = listens('/api/bundles', () => json(ready, 201));
    const user = openApp('/downloads');
    const period = await screen.findByLabelText<HTMLSelectElement>('Period');
    expect(Array.from(period.options, ({ text }) => text)).toEqual([
      'All of 2026',
      'February 2026',
      'January 2026',
      'All of 2025',
      'December 2025',
      'November 2025',
    ]);
    expect(period.value).toBe('2026-02');
    await user.click(screen.getByRole('button', { name: 'Download ZIP' }));
    await expect.poll(() => started).toEqual([`/api/bundles/${bundle.id}/zip`]);
    await user.selectOptions(period, 'All of 2025');
    await user.click(screen.getByRole('button', { name: 'Download ZIP' }));
    await expect
      .poll(() => heard)
      .toEqual([
        { kind: 'month', month: '2026-02' },
        { kind: 'year', year: '2025' },
      ]);
  });

  test('say how far a large one is, and give the file once it is whole', async () => {
    const looks: Bundle[] = [bundle, { ...bundle, doneCount: 60 }, ready];
    network.use(
      http.get('http://quittance.test/api/bundles', () =>
        json({ bundles: [looks.length > 1 ? looks.shift() : ready] }),
      ),
    );
    openApp('/downloads');
    const progress = await screen.findByRole('progressbar', { name: 'February 2026 · 100 documents' });
    expect(progress.getAttribute('aria-valuetext')).toBe('12 of 120 files');
    expect(screen.getByText(/we send a message to jan@bakkerij\.example/)).toBeTruthy();
    const link = await screen.findByRole('link', { name: /^Download: February 2026/ }, { timeout: 5000 });
    expect(link.getAttribute('href')).toBe(`/api/bundles/${bundle.id}/zip`);
    expect(started).toEqual([]);
  });

  test('can be cancelled', async () => {
    let shown: Bundle[] = [bundle];
    network.use(http.get('http://quittance.test/api/bundles', () => json({ bundles: shown })));
    network.use(
      http.post(`http://quittance.test/api/bundles/${bundle.id}/cancel`, () => {
        shown = [];
        return json({ ...bundle, state: 'canceled' });
      }),
    );
    const user = openApp('/downloads');
    await user.click(await screen.findByRole('button', { name: /^Cancel: February 2026/ }));
    await expect.poll(() => screen.queryByRole('progressbar')).toBeNull();
  });

  test.each([
    ['nothing_to_download', 422, 'There is nothing to download here.'],
    ['downloads_running', 429, 'Two downloads are already being prepared'],
    ['step_up_required', 403, 'please sign in again'],
  ] as const)('that are refused with %s say why', async (code, status, text) => {
    listens('/api/bundles', () => problem(code, status));
    const user = openApp('/downloads');
    await user.click(await screen.findByRole('button', { name: 'Download ZIP' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(text);
    expect(within(alert).queryAllByRole('link').length).toBe(code === 'step_up_required' ? 1 : 0);
    expect(started).toEqual([]);
  });

  test('that failed say so', async () => {
    answers('get', '/api/bundles', { bundles: [{ ...bundle, state: 'failed' }] });
    openApp('/downloads');
    expect(await screen.findByText('This could not be prepared. Please try again.')).toBeTruthy();
  });

  test('hold the lists as tables, and the due dates', async () => {
    openApp('/downloads');
    const excel = await screen.findByRole('link', { name: 'Paid invoices: Excel' });
    expect(excel.getAttribute('href')).toBe('/api/documents/xlsx?list=paid');
    expect(screen.getByRole('link', { name: 'Open invoices: CSV' }).getAttribute('href')).toBe(
      '/api/documents/csv?list=open',
    );
    expect(screen.getByRole('link', { name: /for your calendar$/ }).getAttribute('href')).toBe(
      '/api/documents/calendar',
    );
  });

  test('of nobody say that there is nothing yet', async () => {
    answers('get', '/api/statements/accounts', { accounts: [] });
    openApp('/downloads');
    expect(await screen.findByText('There is nothing to download yet.')).toBeTruthy();
  });
});

test('periods run from the first day to the last', () => {
  expect(periodsBetween('2026-03-31', '2026-03-31')).toEqual([{ year: '2026', months: ['2026-03'] }]);
});
