import { screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest';
import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { summary } from './testing/documents.ts';
import { json, network, problem } from './testing/network.ts';
import { attemptOf, payPage } from './testing/payments.ts';
import { openPayPage } from './testing/stage.tsx';

const draftId = '0198b5a2-3333-7000-8000-000000000001';
const attemptId = '0198b5a2-5555-7000-8000-000000000001';
const paymentId = '0198b5a2-4444-7000-8000-000000000001';
const button = { name: 'Pay €1,056.90' };
const checkout = 'https://www.mollie.com/checkout/select/tr_1';
const icons = '/api/payments/icons/mollie/0198b5a2-9999-7000-8000-000000000001';

const page: PayPage = {
  ...payPage,
  offer: {
    ...payPage.offer,
    methods: [
      { provider: 'mollie', id: 'bancontact', kind: 'redirect', label: 'Bancontact', iconUrl: `${icons}/bancontact` },
      { provider: 'mollie', id: 'creditcard', kind: 'redirect', label: 'Card', iconUrl: `${icons}/creditcard` },
      { provider: 'bank', id: 'transfer', kind: 'transfer' },
    ],
    clientConfigs: [{ provider: 'mollie' }],
  },
};
const away: Partial<Attempt> = {
  provider: 'mollie',
  method: 'bancontact',
  last4: null,
  state: 'requires_action',
  action: { kind: 'redirect', url: checkout },
};

let left: MockInstance<typeof location.assign>;
let shown: PayPage;
let state: Partial<Attempt>;
let heard: { path: string; body: unknown }[];

beforeEach(() => {
  document.documentElement.lang = 'en';
  [shown, state, heard] = [page, away, []];
  left = vi.spyOn(location, 'assign').mockImplementation(() => {});
  const at = (path: string) => `http://quittance.test/api/payments${path}`;
  const attempt = ({ params }: { params: Record<string, unknown> }) => json(attemptOf(String(params['id']), state));
  network.use(
    http.get('http://quittance.test/api/session', () => problem('unauthenticated', 401)),
    http.get(at('/invoices/:id'), () => json(shown)),
    http.post(at('/drafts'), () => json({ id: draftId }, 201)),
    http.post(at(`/drafts/${draftId}/attempts`), async ({ request }) => {
      const body = (await request.json()) as { attemptId: string };
      heard.push({ path: 'attempts', body });
      return json(attemptOf(body.attemptId, state), 201);
    }),
    http.get(at('/attempts/:id'), attempt),
    http.post(at('/attempts/:id/refresh'), attempt),
    http.post(at('/attempts/:id/cancel'), (asked) => {
      heard.push({ path: 'cancel', body: null });
      return attempt(asked);
    }),
  );
});
afterEach(() => vi.restoreAllMocks());

/** As after coming back, or on another phone: a try is open. */
function comeBack() {
  shown = { ...page, openAttempt: { attemptId, state: 'requires_action', startedAt: '2026-11-11T10:15:00Z' } };
  return openPayPage(summary.id);
}

describe('paying on the page of Mollie', () => {
  test('begins with a choice of ours, pictures from our own address and no script of anybody', async () => {
    openPayPage(summary.id);
    const names = (await screen.findAllByRole('radio')).map((radio) => radio.closest('label')?.textContent);
    expect(names).toEqual([
      'BancontactOn the page of the payment service',
      'CardOn the page of the payment service',
      expect.stringMatching(/^Bank transfer/),
    ]);
    const pictures = [...document.querySelectorAll('label img')].map((picture) => picture.getAttribute('src'));
    expect(pictures).toEqual([`${icons}/bancontact`, `${icons}/creditcard`]);
    expect(document.querySelectorAll('script')).toHaveLength(0);
  });

  test('asks for the chosen method and goes there', async () => {
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('radio', { name: /^Card/ }));
    await user.click(screen.getByRole('button', button));
    await waitFor(() => expect(left).toHaveBeenCalledWith(checkout));
    expect(heard).toMatchObject([{ path: 'attempts', body: { input: { kind: 'mollie', method: 'creditcard' } } }]);
    expect(location.search).toMatch(/^\?attempt=/);
    expect(screen.getByRole('link', { name: 'Go on' }).getAttribute('href')).toBe(checkout);
  });

  test('ends with a receipt for who comes back having paid, and names the method', async () => {
    state = { ...away, state: 'succeeded', action: null, paymentId };
    comeBack();
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(screen.getByText('Bancontact')).toBeTruthy();
    expect(left).not.toHaveBeenCalled();
  });

  test('is shown by itself when Mollie knows it a moment later', async () => {
    comeBack();
    await screen.findByRole('heading', { name: 'Go on at the payment service' });
    state = { ...away, state: 'succeeded', action: null, paymentId };
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
  });

  test('that failed says so, and lets one choose again', async () => {
    state = { ...away, state: 'failed', action: null, failure: { class: 'declined', code: 'payment_refused' } };
    comeBack();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The payment was refused.'));
    expect(screen.getAllByRole('radio')).toHaveLength(3);
  });
});

describe('race 12: who comes back without having paid', () => {
  test('goes on at the same address, or lets go and chooses another way', async () => {
    const user = comeBack();
    const link = await screen.findByRole('link', { name: 'Go on' });
    expect(link.getAttribute('href')).toBe(checkout);
    shown = page;
    state = { ...away, state: 'canceled', action: null, failure: { class: 'abandoned', code: 'canceled' } };
    await user.click(screen.getByRole('button', { name: 'Pay another way' }));
    expect(await screen.findAllByRole('radio')).toHaveLength(3);
    expect(heard.map(({ path }) => path)).toEqual(['cancel']);
  });

  test('is told when Mollie does not let go of it, and may go on', async () => {
    const user = comeBack();
    await user.click(await screen.findByRole('button', { name: 'Pay another way' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('keeps this payment open'));
    expect(screen.getByRole('link', { name: 'Go on' })).toBeTruthy();
  });
});
