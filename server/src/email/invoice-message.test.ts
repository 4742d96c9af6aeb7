import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { describe, expect, test } from 'vitest';
import { invoiceMessage } from './invoice-message.ts';
import { wordingOf } from './wording.ts';

const overdue: DocumentSummary = {
  id: '01a20001-0000-7000-8000-000000000001',
  kind: 'invoice',
  number: '2026-0042',
  entityName: 'Noorderlicht',
  customerName: 'Aardvark',
  issueDate: '2026-10-01',
  dueDate: '2026-11-07',
  currency: 'EUR',
  payableMinor: 678_780,
  amountDueMinor: 687_863,
  unallocatedMinor: 0,
  status: 'overdue',
  daysOverdue: 14,
  paidDate: null,
  disputedDate: null,
  lateChargesMinor: 9083,
};

function said(language: string, summary: DocumentSummary) {
  const wording = wordingOf([language], 'UTC');
  const { subject, body } = wording.words.document.invoice.template;
  const template = { subject, body: body.join('\n\n') };
  const about = {
    contactName: 'An',
    reference: '',
    url: 'https://quittance.test/i/x',
    hasPicture: false,
    overdue: null,
  };
  return invoiceMessage(wording, template, { summary, ...about });
}

describe('the mail of an invoice that is late', () => {
  test.each([
    ['en', 'Due on 7 November 2026: 14 days overdue', '€90.83 of it is for being late.'],
    ['nl', 'Te betalen uiterlijk op 7 november 2026: 14 dagen te laat', 'Daarvan is € 90,83 voor de vertraging.'],
    ['fr', 'À payer au plus tard le 7 novembre 2026 : 14 jours de retard', 'Dont 90,83 € pour le retard.'],
    ['de', 'Zahlbar bis 7. November 2026: 14 Tage überfällig', 'Davon 90,83 € wegen des Verzugs.'],
    ['es', 'A pagar a más tardar el 7 de noviembre de 2026: 14 días de retraso', 'De ello, 90,83 € por el retraso.'],
    ['it', 'Da pagare entro il giorno 7 novembre 2026: 14 giorni di ritardo', 'Di cui 90,83 € per il ritardo.'],
  ])('says by how long, and what that costs: %s', (language, note, detail) => {
    const [amount] = said(language, overdue).blocks;
    if (amount?.kind !== 'amount') throw new Error('expected the amount first');
    expect(amount.note).toBe(note);
    expect(amount.detail?.replaceAll('\u00a0', ' ')).toContain(detail);
  });

  test('counts one day as one, and says nothing of a cost that there is not', () => {
    const [amount] = said('en', { ...overdue, lateChargesMinor: 0, daysOverdue: 1 }).blocks;
    expect(amount).toMatchObject({ note: 'Due on 7 November 2026: 1 day overdue', detail: null });
  });

  test('is not announced as though there were time', () => {
    expect(said('en', overdue).preheader).toBe('€6,878.63, was due on 7 November 2026');
    expect(said('en', { ...overdue, lateChargesMinor: 0, daysOverdue: -3 }).preheader).toBe(
      '€6,878.63, due on 7 November 2026',
    );
  });
});
