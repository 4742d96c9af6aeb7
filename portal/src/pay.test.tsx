import { focusManager, onlineManager } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { summary } from './testing/documents.ts';
import { answers, isCutOff, json, listens, network, problem } from './testing/network.ts';
import { attemptOf, payPage } from './testing/payments.ts';
import { openPayPage } from './testing/stage.tsx';

const draftId = '0198b5a2-3333-7000-8000-000000000001';
const attemptsPath = `/api/payments/drafts/${draftId}/attempts`;
const ownAttempt = 'http://quittance.test/api/payments/attempts/:id';
const paymentId = '0198b5a2-4444-7000-8000-000000000001';

beforeEach(() => {
  network.use(http.get('http://quittance.test/api/session', () => problem('unauthenticated', 401)));
  shows(payPage);
  answers('post', '/api/payments/drafts', { id: draftId }, 201);
});

function shows(page: PayPage): void {
  answers('get', '/api/payments/invoices/:id', page);
}

/** The attempt starts as `started`, and is `later` whenever the page asks for it. */
function attempts(
  started: Partial<Attempt>,
  later: Partial<Attempt> = started,
): { attemptId: string; input: unknown }[] {
  const heard: { attemptId: string; input: unknown }[] = [];
  network.use(
    http.post(`http://quittance.test${attemptsPath}`, async ({ request }) => {
      const body = (await request.json()) as (typeof heard)[number];
      heard.push(body);
      return json(attemptOf(body.attemptId, started), 201);
    }),
    http.get(ownAttempt, ({ params }) => json(attemptOf(String(params['id']), later))),
    http.post(`${ownAttempt}/refresh`, ({ params }) => json(attemptOf(String(params['id']), later))),
  );
  return heard;
}

/** Of no attempt is anything to be learnt, neither from our books nor from the provider. */
function cannotBeAsked(code: 'internal' | 'not_found', status: number): void {
  network.use(
    http.get(ownAttempt, () => problem(code, status)),
    http.post(`${ownAttempt}/refresh`, () => problem(code, status)),
  );
}

async function payByCard(user: ReturnType<typeof openPayPage>): Promise<void> {
  await user.type(await screen.findByLabelText('Test card number'), '4242 4242 4242 4242');
  await user.type(screen.getByLabelText('Expiry date'), '12/39');
  await user.type(screen.getByLabelText('Security code'), '123');
  await user.click(screen.getByRole('button', { name: 'Pay €1,056.90' }));
}

describe('paying by card', () => {
  test('names the amount that was seen, once, and ends with a receipt', async () => {
    const drafted = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
    const tried = attempts({ paymentId });
    const user = openPayPage(summary.id);
    await payByCard(user);
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(screen.getByText('A confirmation is on its way to j***@bakkerij.example.')).toBeTruthy();
    for (const text of ['€1,056.90', 'F-2026-0187', '11 November 2026', 'Card, ending in 4242', 'RF56 5390 0754 70']) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(screen.queryByText('Amount due')).toBeNull();
    expect(drafted).toEqual([{ invoiceIds: [summary.id], expectedTotalMinor: 105_690 }]);
    expect(tried.map(({ input }) => input)).toEqual([
      { kind: 'sandbox_card', number: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' },
    ]);
    expect(screen.getByRole('link', { name: 'See all my invoices' })).toBeTruthy();
    const back = screen.getByRole('link', { name: 'Back to the invoice' });
    expect(back.getAttribute('href')).toBe(`/pay/${summary.id}/back`);
  });

  test('leaves no number behind in the browser', async () => {
    attempts({ paymentId });
    await payByCard(openPayPage(summary.id));
    await screen.findByRole('heading', { name: 'Paid. Thank you.' });
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
    expect(location.href).not.toContain('4242');
  });

  test('takes a test number by one tap', async () => {
    const tried = attempts({ paymentId });
    const user = openPayPage(summary.id);
    await user.click(await screen.findByText('Test numbers'));
    await user.click(screen.getByRole('button', { name: 'Use 4242 4242 4242 4242' }));
    await user.click(screen.getByRole('button', { name: 'Pay €1,056.90' }));
    await screen.findByRole('heading', { name: 'Paid. Thank you.' });
    expect(tried).toHaveLength(1);
  });

  test.each([
    ['card_declined', 'The bank declined the card. Nothing was charged.'],
    ['cvc_wrong', 'The security code is not right. Nothing was charged.'],
    ['processing_error', 'A technical problem stopped the payment. Nothing was charged'],
  ] as const)('that fails with %s says what happened, what did not, and lets one try again', async (code, text) => {
    attempts({ state: 'failed', failure: { class: 'declined', code } });
    await payByCard(openPayPage(summary.id));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(text));
    expect(document.activeElement?.textContent).toContain(text);
    expect(screen.getByRole('button', { name: 'Pay €1,056.90' }).getAttribute('aria-disabled')).toBe('false');
  });

  const wrongField = (field: string) => () =>
    problem('invalid_request', 422, { issues: [{ path: `body.input.${field}`, message: 'expected something else' }] });
  const wrongNumber = () => problem('card_number_not_accepted', 422);

  test.each([
    ['Expiry date', wrongField('expiry'), 'The expiry date is not a month and year to come'],
    ['Security code', wrongField('cvc'), 'The security code has three or four digits'],
    ['Test card number', wrongNumber, 'Only the test numbers listed here are accepted'],
  ])('with a mistake in the %s says so there, until it is changed', async (name, answer, text) => {
    listens(attemptsPath, answer);
    const user = openPayPage(summary.id);
    await payByCard(user);
    const field = await screen.findByRole('textbox', { name, description: new RegExp(`^${text}`) });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    await user.type(field, '1');
    expect(screen.queryByText(new RegExp(`^${text}`))).toBeNull();
  });

  test('with a number that is not accepted shows those that are, and forgets it for another way to pay', async () => {
    listens(attemptsPath, wrongNumber);
    const user = openPayPage(summary.id);
    await payByCard(user);
    await screen.findByText(/^Only the test numbers/);
    expect(screen.getByText('Test numbers').closest('details')?.open).toBe(true);
    await user.click(screen.getByRole('radio', { name: /^Bank debit/ }));
    expect(screen.queryByText(/^Only the test numbers/)).toBeNull();
    expect(screen.getByText('Test numbers').closest('details')?.open).toBe(false);
  });

  test('that failed is not held against another way to pay', async () => {
    attempts({ state: 'failed', failure: { class: 'declined', code: 'card_declined' } });
    const user = openPayPage(summary.id);
    await payByCard(user);
    await screen.findByText(/^The bank declined the card/);
    await user.click(screen.getByRole('radio', { name: /^Bank debit/ }));
    expect(screen.queryByText(/^The bank declined the card/)).toBeNull();
  });
});

test('two quick taps on the button are one payment', async () => {
  const drafted = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
  const tried = attempts({ paymentId });
  const user = openPayPage(summary.id);
  await user.click(await screen.findByText('Test numbers'));
  await user.click(screen.getByRole('button', { name: 'Use 4242 4242 4242 4242' }));
  const button = screen.getByRole('button', { name: 'Pay €1,056.90' });
  act(() => {
    button.click();
    button.click();
  });
  await screen.findByRole('heading', { name: 'Paid. Thank you.' });
  expect([drafted.length, tried.length]).toEqual([1, 1]);
});

test('an empty field is named in the words of the page, and nothing is sent', async () => {
  const tried = attempts({});
  const user = openPayPage(summary.id);
  await user.click(await screen.findByRole('button', { name: 'Pay €1,056.90' }));
  expect(screen.getByText(/^Please enter a test card number/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText('Test card number'));
  await user.keyboard('4');
  expect(screen.queryByText(/^Please enter a test card number/)).toBeNull();
  expect(tried).toEqual([]);
});

test('a press without a connection is refused at once, and not kept to charge when the connection is back', async () => {
  onTestFinished(() => onlineManager.setOnline(true));
  onlineManager.setOnline(false);
  isCutOff('/api/payments/drafts');
  await payByCard(openPayPage(summary.id));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The payment was not started'));
  const drafted = listens('/api/payments/drafts', () => json({ id: draftId }, 201));
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByRole('button', { name: 'Pay €1,056.90' })).toBeTruthy();
  expect(drafted).toEqual([]);
});

describe('when the answer is lost on the way', () => {
  test('and the payment had arrived, the page finds it', async () => {
    attempts({ paymentId });
    isCutOff(attemptsPath);
    await payByCard(openPayPage(summary.id));
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
  });

  test('and nobody can be asked, the page claims nothing, offers no second payment, and looks again when told', async () => {
    cannotBeAsked('internal', 500);
    isCutOff(attemptsPath);
    const user = openPayPage(summary.id);
    await payByCard(user);
    expect(await screen.findByRole('heading', { name: /^We do not know yet whether your payment/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
    attempts({}, { paymentId });
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
  });

  test('and it had not, the page says that nothing was charged', async () => {
    cannotBeAsked('not_found', 404);
    isCutOff(attemptsPath);
    await payByCard(openPayPage(summary.id));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The payment was not started'));
    expect(screen.getByRole('button', { name: 'Pay €1,056.90' })).toBeTruthy();
  });
});

test('an amount that has changed is shown before it is paid', async () => {
  const tried = attempts({});
  const changed = { ...payPage, summary: { ...summary, amountDueMinor: 110_000 } };
  network.use(
    http.post('http://quittance.test/api/payments/drafts', () => {
      shows(changed);
      return problem('amount_changed', 409, { totalMinor: 110_000 });
    }),
  );
  await payByCard(openPayPage(summary.id));
  expect(await screen.findByRole('button', { name: 'Pay €1,100.00' })).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('The amount has changed');
  expect(tried).toEqual([]);
});

describe('a bank that asks for confirmation', () => {
  const asking: Partial<Attempt> = { state: 'requires_action', action: { kind: 'challenge' } };

  test('is answered in a dialog, and then the invoice is paid', async () => {
    attempts(asking);
    const answered = listens('/api/payments/attempts/:id/challenge', () => json(attemptOf(paymentId, { paymentId })));
    const user = openPayPage(summary.id);
    await payByCard(user);
    await user.click(await screen.findByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(answered).toEqual([{ answer: 'approve' }]);
  });

  test('may be cancelled, and nothing is charged', async () => {
    attempts(asking);
    const canceled: Partial<Attempt> = {
      state: 'canceled',
      failure: { class: 'abandoned', code: 'authentication_canceled' },
    };
    listens('/api/payments/attempts/:id/challenge', () => json(attemptOf(paymentId, canceled)));
    const user = openPayPage(summary.id);
    await payByCard(user);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('You cancelled the confirmation'));
  });
});

describe('a debit on its way', () => {
  test('asks not to be paid again, and turns into a receipt by itself', async () => {
    attempts({ method: 'debit', last4: '7034', state: 'processing' }, { method: 'debit', last4: '7034', paymentId });
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('radio', { name: /^Bank debit/ }));
    await user.type(screen.getByLabelText('Test IBAN'), 'BE68 5390 0754 7034');
    await user.click(screen.getByRole('button', { name: 'Pay €1,056.90' }));
    expect(await screen.findByRole('heading', { name: 'Your payment is on its way' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' }, { timeout: 10_000 })).toBeTruthy();
  });

  test('is found again when the page is opened a second time', async () => {
    shows({
      ...payPage,
      openAttempt: { attemptId: paymentId, state: 'processing', startedAt: '2026-11-11T10:15:00Z' },
    });
    attempts({}, { method: 'debit', state: 'processing' });
    openPayPage(summary.id);
    expect(await screen.findByRole('heading', { name: 'Your payment is on its way' })).toBeTruthy();
  });
});

describe('a payment that the provider knows more about than we do', () => {
  const underWay: Partial<Attempt> = { method: 'debit', state: 'processing' };

  beforeEach(() => {
    shows({
      ...payPage,
      openAttempt: { attemptId: paymentId, state: 'processing', startedAt: '2026-11-11T10:15:00Z' },
    });
    attempts({}, underWay);
  });

  /** The provider is asked, and knows the end; our books do not. */
  function isKnownToProvider(): string[] {
    const asked: string[] = [];
    network.use(
      http.post(`${ownAttempt}/refresh`, ({ params }) => {
        asked.push(String(params['id']));
        return json(attemptOf(paymentId, { paymentId }));
      }),
    );
    return asked;
  }

  test('is asked about when the customer comes back to the page', async () => {
    openPayPage(summary.id);
    await screen.findByRole('heading', { name: 'Your payment is on its way' });
    const asked = isKnownToProvider();
    onTestFinished(() => focusManager.setFocused(undefined));
    act(() => focusManager.setFocused(false));
    expect(asked).toEqual([]);
    act(() => focusManager.setFocused(true));
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
    expect(asked).toEqual([paymentId]);
  });

  test('is asked about when told to look again', async () => {
    const user = openPayPage(summary.id);
    const look = await screen.findByRole('button', { name: 'Look again' });
    isKnownToProvider();
    await user.click(look);
    expect(await screen.findByRole('heading', { name: 'Paid. Thank you.' })).toBeTruthy();
  });

  test('is shown as far as we know it where the provider does not answer', async () => {
    network.use(http.post(`${ownAttempt}/refresh`, () => problem('internal', 500)));
    const user = openPayPage(summary.id);
    await user.click(await screen.findByRole('button', { name: 'Look again' }));
    expect(await screen.findByText(/^Something went wrong on our side/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Your payment is on its way' })).toBeTruthy();
  });
});

test('what a colleague is paying is not paid twice', async () => {
  shows({ ...payPage, openAttempt: { attemptId: null, state: 'processing', startedAt: '2026-11-11T10:15:00Z' } });
  openPayPage(summary.id);
  expect(await screen.findByRole('heading', { name: 'Somebody is already paying this invoice' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
});

test('what the same link is paying on another phone is shown here too, and not paid twice', async () => {
  network.use(
    http.post('http://quittance.test/api/payments/drafts', () => {
      shows({
        ...payPage,
        openAttempt: { attemptId: paymentId, state: 'processing', startedAt: '2026-11-11T10:15:00Z' },
      });
      return problem('payment_in_progress', 409, { attemptId: paymentId });
    }),
  );
  attempts({}, { method: 'debit', state: 'processing' });
  await payByCard(openPayPage(summary.id));
  expect(await screen.findByRole('heading', { name: 'Your payment is on its way' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
});

test('what is paid already is not paid twice', async () => {
  shows({ ...payPage, summary: { ...summary, status: 'paid', amountDueMinor: 0, paidDate: '2026-11-10' } });
  openPayPage(summary.id);
  expect(await screen.findByRole('heading', { name: 'There is nothing to pay' })).toBeTruthy();
  expect(screen.getByText(/ was paid on 10 November 2026\. Nothing further is charged\.$/)).toBeTruthy();
});

test('a bank transfer needs no button, only what to type', async () => {
  const user = openPayPage(summary.id);
  await user.click(await screen.findByRole('radio', { name: /^Bank transfer/ }));
  expect(screen.getByText('BE71 0961 2345 6769')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
});

describe('after failed tries', () => {
  const offer = (lock: PayPage['offer']['lock']): PayPage => ({ ...payPage, offer: { ...payPage.offer, lock } });

  test('the page says how many are left', async () => {
    shows(offer({ lockedUntil: null, retryAfterSeconds: 0, triesLeft: 2 }));
    openPayPage(summary.id);
    expect(await screen.findByText(/^2 tries left/)).toBeTruthy();
  });

  test('too many pause paying: nothing is sent, a transfer is offered, and the page looks again by itself', async () => {
    const tried = attempts({});
    shows(offer({ lockedUntil: '2026-11-11T11:15:00Z', retryAfterSeconds: 2, triesLeft: 0 }));
    const user = openPayPage(summary.id);
    expect(await screen.findByRole('heading', { name: /^Paying online is paused until \d\d:\d\d/ })).toBeTruthy();
    expect(screen.getByText(/You can still pay by bank transfer/)).toBeTruthy();
    expect(screen.getByText('BE71 0961 2345 6769')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /^Card/ }));
    expect(screen.queryByRole('button', { name: /^Pay / })).toBeNull();
    expect(tried).toEqual([]);
    shows(payPage);
    await waitFor(() => expect(screen.queryByRole('heading', { name: /^Paying online is paused/ })).toBeNull(), {
      timeout: 10_000,
    });
  });
});

test('a link whose visit has ended leads to signing in, and then to the invoice', async () => {
  network.use(http.get('http://quittance.test/api/payments/invoices/:id', () => problem('unauthenticated', 401)));
  openPayPage(summary.id);
  const link = await screen.findByRole('link', { name: 'Sign in' });
  expect(screen.getByRole('heading', { name: 'This visit has ended' })).toBeTruthy();
  expect(link.getAttribute('href')).toBe(`/sign-in?document=${summary.id}`);
});
