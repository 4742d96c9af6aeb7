import { act, fireEvent, screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { calculateAmountDue } from '@quittance/shared/amount-due.ts';
import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import { lateChargePolicySchema } from '@quittance/shared/late-charge/policy-codec.ts';
import type { Landing } from '@quittance/shared/landing.ts';
import { notDueCharges } from '@quittance/shared/not-due-charges.ts';
import { startLanding } from './landing.tsx';
import { renderLanding } from './server-entry.tsx';
import { detail, entity, summary } from './testing/documents.ts';
import { landing } from './testing/landing.ts';
import { answers, network } from './testing/network.ts';
import { openApp } from './testing/stage.tsx';
import { plainSpaces } from './testing/wording.ts';
import { invoiceFacts } from '@quittance/shared/testing/invoice-facts.ts';

const facts = invoiceFacts({
  invoice: { payableMinor: 100_000, currency: 'EUR', issueDate: '2026-10-15', dueDate: '2026-11-14' },
  policy: lateChargePolicySchema.parse({
    schema: 'latefee-policy/1',
    id: 'terms',
    version: 1,
    valid_from: '2026-01-01',
    audience: 'any',
    charges: [
      { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] },
      { kind: 'interest', code: 'interest', rate: { series: 'OURS', add: '8' } },
    ],
  }),
  rates: [
    {
      code: 'OURS',
      title: 'Ours',
      rows: [{ fromDate: '2026-07-01', toDate: '2026-12-31', percent: '2.95', source: 'us' }],
    },
  ],
});
const today = '2026-11-11';
/** As the server sends it with a page. */
function calculationOf(known: InvoiceFacts) {
  return { ...calculateAmountDue(known, today), notDue: notDueCharges(known, today) };
}

const calculation = calculationOf(facts);
const open = { ...detail, calculation, summary: { ...summary, status: 'open' as const, amountDueMinor: 100_000 } };
const answer = { calculation: { ...calculation, calculatedAt: '2026-11-11T09:00:00Z' }, facts };

const label = 'What if I pay on …?';

/** The engine is read and translated anew for the first test. */
const firstUse = { timeout: 30_000 };

function choose(day: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value: day } });
}

describe('on the page of somebody signed in', () => {
  const path = '/api/documents/:id/calculation';

  beforeEach(async () => {
    answers('get', '/api/session', {
      email: 'jan@bakkerij.example',
      contactName: 'Jan',
      language: 'en',
      customers: [{ id: summary.id, name: 'Bakkerij De Smet BV' }],
      entities: [entity],
      authenticatedAt: '2026-11-11T09:00:00Z',
      expiresAt: '2026-11-12T09:00:00Z',
    });
    answers('get', '/api/documents/:id', open);
    answers('get', path, answer);
    openApp(`/documents/${summary.id}`);
    await screen.findByText('See calculation');
  });

  test('another day is calculated by the engine, with its receipt', async () => {
    expect(screen.getByLabelText(label).getAttribute('min')).toBe(today);
    expect(screen.getByLabelText(label).getAttribute('max')).toBe('2027-11-11');
    choose('2026-11-24');
    // 10 days at 2.95 + 8 % on 1,000.00, and 40.00.
    const said = await screen.findByText('Paid on 24 November 2026, it comes to €1,043.00.', {}, firstUse);
    const receipt = within(said.parentElement!);
    expect(receipt.getByText('Fixed sum for recovery costs').closest('li')?.textContent).toContain('€40.00');
    expect(receipt.getByText('Interest for late payment').closest('li')?.textContent).toContain('€3.00');
    expect(receipt.queryByText(/Paying today/)).toBeNull();
    choose('2026-11-12');
    expect(await screen.findByText('Paid on 12 November 2026, it comes to €1,000.00.')).toBeTruthy();
  });

  test('a day that the rates do not reach, or that is too far off, is answered in words', async () => {
    choose('2027-01-02');
    expect(await screen.findByText(/^No interest rate is known for that day yet/, {}, firstUse)).toBeTruthy();
    choose('2026-11-10');
    expect(screen.getByText('Please choose a day from 11 November 2026 to 11 November 2027.')).toBeTruthy();
    choose('');
    expect(screen.queryByText(/^Please choose a day/)).toBeNull();
  });

  test('a server that is not reached can be asked again', async () => {
    network.use(http.get(`http://quittance.test${path}`, () => HttpResponse.error(), { once: true }));
    choose('2026-11-24');
    expect((await screen.findByRole('alert', {}, firstUse)).textContent).toContain('We cannot reach the server');
    choose('2026-11-25');
    expect(await screen.findByText(/^Paid on 25 November 2026/, {}, firstUse)).toBeTruthy();
  });
});

describe('behind a mailed link', () => {
  afterEach(() => document.body.replaceChildren());

  function load(known: Landing): void {
    const page = new DOMParser().parseFromString(renderLanding(known, 'bm9uY2U='), 'text/html');
    document.body.replaceChildren(...page.body.children);
  }

  test('another day is calculated in the language of the page, which came without it', async () => {
    if (landing.level !== 'document') throw new Error('expected the document level');
    answers('get', '/i/inv1_example/calculation', answer);
    load({ ...landing, language: 'nl-BE', detail: open });
    expect(screen.queryByLabelText('Wat als ik betaal op …?')).toBeNull();
    act(startLanding);
    fireEvent.change(await screen.findByLabelText('Wat als ik betaal op …?'), { target: { value: '2026-11-24' } });
    const said = await screen.findByText(/^Betaald op/, {}, firstUse);
    expect(plainSpaces(said.textContent ?? '')).toBe('Betaald op 24 november 2026 is het € 1.043,00.');
  });

  test('nothing is asked where nothing can be paid, or no policy adds anything', () => {
    if (landing.level !== 'document') throw new Error('expected the document level');
    expect(renderLanding({ ...landing, detail: open }, 'x')).toContain('id="what-if"');
    expect(renderLanding({ ...landing, detail: { ...open, canPay: false } }, 'x')).not.toContain('id="what-if"');
    const without = { ...open, calculation: calculationOf({ ...facts, policy: null }) };
    expect(renderLanding({ ...landing, detail: without }, 'x')).not.toContain('id="what-if"');
  });
});
