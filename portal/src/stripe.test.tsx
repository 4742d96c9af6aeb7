import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { summary } from './testing/documents.ts';
import { answers, json, network, problem } from './testing/network.ts';
import { attemptOf, payPage } from './testing/payments.ts';
import { openPayPage } from './testing/stage.tsx';
import { stubStripe } from './testing/stripe-stub.ts';

const draftId = '0198b5a2-3333-7000-8000-000000000001';
const paymentId = '0198b5a2-4444-7000-8000-000000000001';
const button = { name: 'Pay €1,056.90' };

const page: PayPage = {
  ...payPage,
  offer: {
    ...payPage.offer,
    methods: [
      { provider: 'stripe', id: 'elements', kind: 'elements' },
      { provider: 'bank', id: 'transfer', kind: 'transfer' },
    ],
    clientConfigs: [
      {
        provider: 'stripe',
        publishableKey: 'pk_test_fake1234567',
        elements: { mode: 'payment', amount: 105_690, currency: 'eur' },
      },
    ],
  },
};

let heard: { input: unknown }[];
let state: Partial<Attempt>;

beforeEach(() => {
  document.documentElement.lang = 'en';
  heard = [];
  state = { provider: 'stripe', paymentId };
  answers('get', '/api/payments/invoices/:id', page);
  answers('post', '/api/payments/drafts', { id: draftId }, 201);
  const own = 'http://quittance.test/api/payments/attempts/:id';
  network.use(
    http.get('http://quittance.test/api/session', () => problem('unauthenticated', 401)),
    http.post(`http://quittance.test/api/payments/drafts/${draftId}/attempts`, async ({ request }) => {
      const body = (await request.json()) as { attemptId: string; input: unknown };
      heard.push(body);
      return json(attemptOf(body.attemptId, state), 201);
    }),
    http.get(own, ({ params }) => json(attemptOf(String(params['id']), state))),
    http.post(`${own}/refresh`, ({ params }) => json(attemptOf(String(params['id']), state))),
  );
});
afterEach(() => vi.unstubAllGlobals());

async function open() {
  const user = openPayPage(summary.id);
  await screen.findByText("Stripe's payment fields");
  return user;
}

// First: the package keeps a script that it has found.
test('a script that is blocked leaves no empty page, but the reason and the other ways to pay', async () => {
  const user = openPayPage(summary.id);
  await waitFor(() => {
    document.querySelector('script[src^="https://js.stripe.com/"]')?.dispatchEvent(new Event('error'));
    expect(screen.getByText(/^The payment fields could not be loaded/)).toBeTruthy();
  });
  expect(screen.getByRole('radio', { name: /Bank transfer/ })).toBeTruthy();
  await user.click(screen.getByRole('button', button));
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^The payment fields could not be loaded/));
  expect(heard).toEqual([]);
});

describe('paying in the fields of Stripe', () => {
  test('sends their token, names the amount to them, and ends with a receipt', async () => {
    const { calls } = stubStripe();
    const user = await open();
    await user.click(screen.getByRole('button', button));
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(heard.map(({ input }) => input)).toEqual([{ kind: 'stripe_elements', confirmationToken: 'ctoken_fake1' }]);
    const given = calls.find(({ name }) => name === 'elements')?.given;
    expect(given).toMatchObject({ mode: 'payment', amount: 105_690, currency: 'eur', locale: 'en' });
    expect(given).not.toHaveProperty('paymentMethodTypes');
  });

  test('what is incomplete is said by the fields, and nothing is sent', async () => {
    stubStripe({ invalid: true });
    const user = await open();
    await user.click(screen.getByRole('button', button));
    await waitFor(() => expect(screen.getByRole('button', button).getAttribute('aria-disabled')).toBe('false'));
    expect(heard).toEqual([]);
  });

  test('that the bank declines says so, and lets one try again', async () => {
    stubStripe();
    state = { state: 'failed', failure: { class: 'declined', code: 'card_declined' } };
    const user = await open();
    await user.click(screen.getByRole('button', button));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The bank declined the card.'));
    await user.click(screen.getByRole('button', button));
    await waitFor(() => expect(heard).toHaveLength(2));
  });

  test('two quick taps are one payment', async () => {
    stubStripe();
    await open();
    const pay = screen.getByRole('button', button);
    act(() => {
      pay.click();
      pay.click();
    });
    await screen.findByRole('heading', { name: 'Paid. Thank you.' });
    expect(heard).toHaveLength(1);
  });

  test('by the button of a wallet goes the same way', async () => {
    const { tell } = stubStripe();
    await open();
    act(() => tell('expressCheckout', 'confirm', { paymentFailed: () => {} }));
    await screen.findByRole('heading', { name: 'Paid. Thank you.' });
    expect(heard).toHaveLength(1);
  });

  test('shows the question of the bank, then what the server says came of it', async () => {
    const { calls } = stubStripe({ challenge: () => (state = { provider: 'stripe', paymentId }) });
    state = { state: 'requires_action', action: { kind: 'sdk', clientSecret: 'pi_1_secret_2' } };
    const user = await open();
    await user.click(screen.getByRole('button', button));
    await screen.findByRole('heading', { name: 'Paid. Thank you.' });
    expect(calls.filter(({ name }) => name === 'handleNextAction').map(({ given }) => given)).toEqual([
      { clientSecret: 'pi_1_secret_2' },
    ]);
  });
});

describe('fields that do not load', () => {
  test('are said to be missing, and a transfer is still there', async () => {
    const { tell } = stubStripe();
    const user = await open();
    act(() => tell('payment', 'loaderror', { error: { message: 'x' } }));
    expect(await screen.findByText(/^The payment fields could not be loaded/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /Bank transfer/ }));
    expect(screen.queryByText(/^The payment fields could not be loaded/)).toBeNull();
  });
});
