import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderLanding } from './server-entry.tsx';
import { detail, summary } from './testing/documents.ts';
import { landing } from './testing/landing.ts';
import { answers, json, listens, network, problem } from './testing/network.ts';
import { declinedProposal, noProposals, openProposal } from './testing/proposals.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const path = '/api/documents/:id/proposals';
const firstUse = { timeout: 30_000 };
const question = 'Something wrong with these details?';

beforeEach(() => {
  answers('get', '/api/session', session);
  answers('get', '/api/documents/:id', detail);
});

async function open() {
  const user = openApp(`/documents/${summary.id}`);
  await user.click(await screen.findByText(question, undefined, firstUse));
  return user;
}

describe('details that are wrong', () => {
  test('are proposed to be others, and the page says that the document stays', async () => {
    const sent = listens(path, () => json({ ...noProposals, proposals: [openProposal] }, 201));
    const user = await open();
    expect(screen.getByText(/^This document is a legal document and stays as it was issued/)).toBeTruthy();
    const field = screen.getByRole('textbox', { name: 'Your reference or order number' });
    expect(field).toHaveProperty('value', 'PO-1');
    await user.clear(field);
    await user.click(screen.getByRole('button', { name: 'Send proposal' }));
    expect(sent).toEqual([]);
    expect(screen.getByText('Please fill this in.')).toBeTruthy();
    await user.type(field, 'PO-2');
    await user.type(screen.getByRole('textbox', { name: 'Note (optional)' }), 'See <our> order.');
    await user.click(screen.getByRole('button', { name: 'Send proposal' }));
    const card = await screen.findByRole('region', { name: 'Proposed reference' });
    expect(card.textContent).toContain('waiting for Linden Interiors');
    expect(within(card).getByText('See <our> order.')).toBeTruthy();
    expect(screen.getByText('Your proposal was sent to Linden Interiors.')).toBeTruthy();
    expect(screen.getByText(question).closest('details')?.open).toBe(false);
    expect(sent).toEqual([{ kind: 'reference', reference: 'PO-2', note: 'See <our> order.' }]);
  });

  test('of the customer start from what is recorded; what the server finds wrong is said at its field', async () => {
    const sent = listens(path, () =>
      problem('invalid_request', 422, { issues: [{ path: 'body.vatNumber', message: 'is no VAT number' }] }),
    );
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'Your billing details, for future invoices' }));
    const street = screen.getByRole('textbox', { name: 'Street and number' });
    await user.clear(street);
    await user.type(street, 'Nieuwstraat 9{Enter}Unit 3');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'Netherlands');
    await user.click(screen.getByRole('button', { name: 'Send proposal' }));
    const vatNumber = screen.getByRole('textbox', { name: /VAT number/ });
    expect(await screen.findByText(/^Please check this number/)).toBeTruthy();
    expect(vatNumber.getAttribute('aria-invalid')).toBe('true');
    expect(street).toHaveProperty('value', 'Nieuwstraat 9\nUnit 3');
    expect(sent).toEqual([
      {
        kind: 'billing_details',
        name: 'Bakkerij De Smet BV',
        address: { lines: ['Nieuwstraat 9', 'Unit 3'], city: 'Gent', postalCode: '9000', region: null, country: 'NL' },
        vatNumber: 'BE0123456749',
        invoiceEmail: null,
        note: null,
      },
    ]);
  });

  test('that were proposed show what became of it, with the reason; an open proposal can be withdrawn', async () => {
    answers('get', path, { ...noProposals, proposals: [openProposal, declinedProposal] });
    const withdrawn = { ...openProposal, state: 'withdrawn', closedAt: '2026-11-11T10:00:00Z' };
    answers('post', `${path}/${openProposal.id}/withdraw`, {
      ...noProposals,
      proposals: [withdrawn, declinedProposal],
    });
    const user = openApp(`/documents/${summary.id}`);
    const declined = await screen.findByRole('region', { name: 'Proposed billing details' }, firstUse);
    expect(declined.textContent).toMatch(
      /Declined 11 November 2026.*Reason: We need a letter\..*Nieuwstraat 9\nUnit 3\n9000 Gent\nBelgium.*VAT numberNone/s,
    );
    expect(within(declined).queryByRole('button')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Withdraw proposal' }));
    await expect.poll(() => screen.queryByRole('region', { name: 'Proposed reference' })).toBeNull();
  });

  test('that cannot be loaded leave the page complete, and a refusal says why', async () => {
    network.use(http.get(`http://quittance.test${path}`, () => problem('not_found', 404), { once: true }));
    openApp(`/documents/${summary.id}`);
    await screen.findByRole('region', { name: 'Questions and answers' }, firstUse);
    expect(screen.queryByText(question)).toBeNull();
  });

  test('that are recorded like that already are said to be', async () => {
    answers('post', path, { type: 'x', title: 'x', status: 422, code: 'nothing_to_change', requestId: 'r1' }, 422);
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Send proposal' }));
    expect(await screen.findByText('This is recorded exactly like that already. Nothing was sent.')).toBeTruthy();
  });

  test('are nothing that a mailed link can correct; what the merchant accepted stands in the document', async () => {
    if (landing.level !== 'document') throw new Error('no document');
    const shown = { ...landing, detail: { ...detail, customerReference: 'PO-2' } };
    const html = renderLanding(shown, 'x');
    expect(html).not.toContain(question);
    expect(html).toContain('Reference given by you');
    expect(html).toContain('PO-2');
  });
});
