import { describe, expect, test } from 'vitest';
import type { NotDueCharge } from '@quittance/shared/calculation.ts';
import type { DocumentDetail, DocumentSummary } from '@quittance/shared/customer-view.ts';
import { calculation, content, detail, summary } from '../../testing/documents.ts';
import { plainSpaces, wordingIn } from '../../testing/wording.ts';
import { backPath } from './back-path.ts';
import { calculationView } from './calculation-view.ts';
import { documentRowView } from './document-row-view.ts';
import { documentView } from './document-view.ts';
import { quantityText, vatText } from './lines-view.ts';
import { daysView, statusView, summaryView } from './summary-view.ts';
import { totalsView } from './totals-view.ts';

const en = wordingIn('en');

const paths = {
  pdf: '/p',
  original: '/o',
  calculationPdf: '/c',
  zip: '/zip',
  calendar: '/calendar',
  receipt: (id: string) => `/receipts/${id}`,
};

const applied = (number: string, amountMinor: number) => ({
  id: number,
  kind: 'invoice' as const,
  number,
  amountMinor,
});

describe('the status is said in words', () => {
  test.each<[Partial<DocumentSummary>, string]>([
    [{ status: 'open', daysOverdue: -5 }, 'Due in 5 days'],
    [{ status: 'open', daysOverdue: -1 }, 'Due in 1 day'],
    [{ status: 'open', daysOverdue: 0 }, 'Due today'],
    [{ status: 'overdue', daysOverdue: 1 }, '1 day overdue'],
    [{ status: 'overdue', daysOverdue: 412 }, '412 days overdue'],
    [{ status: 'paid', paidDate: '2026-03-03' }, 'Paid on 3 March 2026'],
    [{ status: 'paid', paidDate: null }, 'Paid'],
    [{ status: 'being_paid' }, 'Being paid'],
    [{ status: 'partly_paid' }, 'Partly paid'],
    [{ status: 'credited' }, 'Credited in full'],
    [{ status: 'partly_credited' }, 'Partly credited'],
    [{ status: 'disputed', disputedDate: '2026-11-02' }, 'Disputed since 2 November 2026'],
    [{ status: 'void' }, 'Withdrawn, not to be paid'],
    [{ kind: 'credit_note', status: 'credit', unallocatedMinor: 5203 }, '€52.03 still to your credit'],
    [{ kind: 'credit_note', status: 'applied' }, 'Settled with your invoices'],
  ])('%o is %s', (part, text) => {
    expect(statusView({ ...summary, ...part }, en).text).toBe(text);
  });
});

describe('the days stand beside a status that does not say them', () => {
  test.each<[Partial<DocumentSummary>, string | null]>([
    [{ status: 'partly_paid', daysOverdue: -10 }, 'Due in 10 days'],
    [{ status: 'partly_credited', daysOverdue: 0 }, 'Due today'],
    [{ status: 'disputed', daysOverdue: 3 }, '3 days overdue'],
    [{ status: 'disputed', daysOverdue: -3 }, 'Due in 3 days'],
    [{ status: 'overdue', daysOverdue: 3 }, null],
    [{ status: 'being_paid', daysOverdue: 3 }, null],
    [{ status: 'paid', daysOverdue: 0 }, null],
  ])('%o: %s', (part, text) => {
    expect(daysView({ ...summary, ...part }, en)?.text ?? null).toBe(text);
  });
});

describe('the largest amount is what one looks for first', () => {
  test.each<[string, Partial<DocumentSummary>, number | null, [label: string, amount: string]]>([
    ['to pay', {}, 0, ['Amount due', '€1,056.90']],
    ['paid, late charges included', { status: 'paid', amountDueMinor: 0 }, 106_690, ['Paid', '€1,066.90']],
    ['paid, nobody told how', { status: 'paid', amountDueMinor: 0 }, null, ['Invoice total', '€2,064.26']],
    ['on its way', { status: 'being_paid' }, 0, ['On its way to us', '€1,056.90']],
    ['credited', { status: 'credited', amountDueMinor: 0 }, 0, ['Invoice total', '€2,064.26']],
    ['withdrawn', { status: 'void', amountDueMinor: 0 }, 0, ['Invoice total', '€2,064.26']],
    ['a credit note', { kind: 'credit_note', amountDueMinor: 0 }, 0, ['Amount credited', '€2,064.26']],
  ])('%s', (_, part, paidMinor, shown) => {
    const { amountLabel, amount } = summaryView({ ...summary, ...part }, en, paidMinor);
    expect([amountLabel, amount]).toEqual(shown);
  });
});

test('what is paid has no day to be paid by', () => {
  expect(summaryView({ ...summary, status: 'paid', amountDueMinor: 0 }, en).due).toBeNull();
  expect(summaryView(summary, en).due).toBe('Due on 30 October 2026');
});

describe('a row of a list', () => {
  test.each<[string, Partial<DocumentSummary>, string | null]>([
    ['less is owed than the total', {}, 'of €2,064.26 in all'],
    ['more, for being late', { payableMinor: 101_223 }, 'incl. €44.67 late charges'],
    ['the total', { payableMinor: 105_690, lateChargesMinor: 0 }, null],
    ['nothing', { status: 'paid', amountDueMinor: 0, lateChargesMinor: 0 }, null],
  ])('says what the amount is of: %s', (_, part, text) => {
    const crowd = { hasCustomers: false, hasEntities: false };
    expect(documentRowView({ ...summary, ...part }, { crowd, unreadCount: 0 }, en).total).toBe(text);
  });
});

describe('back from a document', () => {
  test.each<[string, unknown, Partial<DocumentSummary>, string]>([
    ['the list that one came from, as it was', { from: '/invoices/paid?q=oak' }, {}, '/invoices/paid?q=oak'],
    ['what is open', null, {}, '/invoices'],
    ['what is paid', null, { amountDueMinor: 0 }, '/invoices/paid'],
    ['the credit notes', { from: 3 }, { kind: 'credit_note', amountDueMinor: 0 }, '/credit-notes'],
  ])('is %s', (_, state, part, path) => {
    expect(backPath(state, { ...summary, ...part }, '')).toBe(path);
  });

  test('stays with those whose documents one looks at', () => {
    expect(backPath(null, summary, 'customer=c1')).toBe('/invoices?customer=c1');
  });
});

describe('see calculation', () => {
  test('goes from the total to the amount due, each line with its ground', () => {
    const view = calculationView(calculation, 'invoice', en);
    expect(view.rows.map((row) => [row.title, row.amount])).toEqual([
      ['Invoice total', '€2,064.26'],
      ['Credit note C-2026-0031', '−€52.03'],
      ['Payment received', '−€1,000.00'],
      ['Fixed compensation for late payment', '€40.00'],
      ['Interest for late payment', '€4.67'],
    ]);
    expect(view.total).toEqual({ label: 'Amount due', amount: '€1,056.90' });
    expect(view.rows.at(-1)?.details).toEqual([
      '31 October 2026 to 11 November 2026, 12 days, on €1,012.23 at 14% a year.',
      '€1,012.23 × 14% × 12 ÷ 365',
      '€1,012.23 is what was open after the payments and credit notes until 28 October 2026.',
      'Basis: Belgian law of 2 August 2002 on late payment in commercial transactions, art. 5',
    ]);
  });

  const paidWith = (minor: number) =>
    ({ kind: 'payment', date: '2026-11-11', method: 'card', amountMinor: -minor }) as const;

  test('of a paid invoice says what was paid in all, and how much of it for being late', () => {
    const paid = { ...calculation, accruedMinor: 0, amountDueMinor: 0 };
    const late = { ...paid, entries: [...calculation.entries, paidWith(105_690)] };
    expect(calculationView(late, 'invoice', en).notes).toEqual([
      '€2,056.90 was paid in all, of which €44.67 for being late.',
    ]);
    const inTime = { ...paid, entries: [...calculation.entries.slice(0, 3), paidWith(101_223)] };
    expect(calculationView(inTime, 'invoice', en).notes).toEqual(['€2,012.23 was paid in all.']);
  });

  test('says that what is owed for being late grows only where it does', () => {
    const fixed = { ...calculation, accruedMinor: 4_000, entries: calculation.entries.slice(0, 4) };
    expect(calculationView(calculation, 'invoice', en).notes.join()).toContain('still grows');
    expect(calculationView(fixed, 'invoice', en).notes).toEqual(['€40.00 of this is for being late.']);
  });

  test('says which interest is not in it, because its rate is not published', () => {
    const unknown = { ...calculation, unknownRates: [{ series: 'ECB_MRO', fromDate: '2027-01-01' }] };
    expect(calculationView(unknown, 'invoice', en).notes.at(-1)).toBe(
      'Interest from 1 January 2027 on is not included: no rate is published for it yet (Reference rate of the European Central Bank).',
    );
  });

  test('tells of an invoice that is in time what is added later', () => {
    const charge: NotDueCharge = {
      code: 'indemnity',
      kind: 'once',
      rule: { policy: 'terms@2', charge: 0, law: null },
      reason: 'below_scale',
      firstDate: null,
      ifRemindedDate: null,
      firstLines: [],
    };
    const open = { ...calculation, entries: calculation.entries.slice(0, 1), notDue: [charge] };
    const view = documentView({ ...detail, calculation: open }, paths, en).calculation;
    expect(view?.notDue?.show).toBe('What is added if you pay later?');
    expect(view?.notDue?.charges.map(({ title }) => title)).toEqual(['Fixed compensation for late payment']);
    expect(calculationView(calculation, 'invoice', en).notDue).toBeNull();
  });

  test('does not urge to pay what is disputed', () => {
    const disputed = { ...detail, summary: { ...summary, status: 'disputed' as const } };
    expect(documentView(disputed, paths, en).calculation?.notes).toEqual([
      '€4.67 of this is for being late and still grows.',
    ]);
  });

  test.each<[string, number, DocumentDetail['related'], [string, string][], string]>([
    [
      'of two invoices',
      0,
      [applied('F-1', 50_000), applied('F-2', 156_426)],
      [
        ['Applied to invoice F-1', '−€500.00'],
        ['Applied to invoice F-2', '−€1,564.26'],
      ],
      '€0.00',
    ],
    ['in part', 6_426, [applied('F-1', 200_000)], [['Applied to invoice F-1', '−€2,000.00']], '€64.26'],
    ['by a mailed link', 0, [], [['Applied to your invoices', '−€2,064.26']], '€0.00'],
    ['not yet', 206_426, [], [], '€2,064.26'],
  ])('of a credit note says where it went: %s', (_, unallocatedMinor, related, rows, left) => {
    const status = unallocatedMinor > 0 ? ('credit' as const) : ('applied' as const);
    const note = { ...summary, kind: 'credit_note' as const, status, amountDueMinor: 0, unallocatedMinor };
    const view = documentView({ ...detail, summary: note, related }, paths, en).calculation;
    expect(view?.rows.slice(1).map(({ title, amount }) => [title, amount])).toEqual(rows);
    expect(view?.total).toEqual({ label: 'Still to your credit', amount: left });
  });

  test('is not offered where the total is the amount due', () => {
    const plain = { ...calculation, entries: calculation.entries.slice(0, 1) };
    expect(documentView({ ...detail, calculation: plain }, paths, en).calculation).toBeNull();
  });
});

describe('what can be downloaded', () => {
  const labels = (which: typeof detail) => {
    const { pdf, more } = documentView(which, paths, en).downloads;
    return [pdf, ...more].map(({ label }) => label);
  };
  const alone = {
    ...detail,
    files: [],
    payments: [],
    calculation: { ...calculation, entries: calculation.entries.slice(0, 1) },
  };

  test('is all in one file where there is more than the PDF', () => {
    expect(labels(detail)).toContain('All files (ZIP)');
    expect(labels(alone)).toEqual(['Download PDF']);
    expect(labels({ ...alone, summary: { ...summary, amountDueMinor: 0 } })).toEqual(['Download PDF']);
    const credited = calculation.entries.filter(({ kind }) => kind === 'invoice' || kind === 'credit_note');
    expect(labels({ ...alone, calculation: { ...calculation, entries: credited } })).toContain('All files (ZIP)');
  });

  test('is the due date only while it is to come', () => {
    const due = (daysOverdue: number) => labels({ ...alone, summary: { ...summary, status: 'open', daysOverdue } });
    expect(due(-3)).toEqual(['Download PDF', 'Due date for your calendar']);
    expect(due(0)).toContain('Due date for your calendar');
    expect(due(1)).toEqual(['Download PDF']);
  });

  test('is a receipt of each payment, unless it tells of other invoices', () => {
    const receipts = (hasReceipt: boolean) =>
      documentView(
        { ...detail, payments: detail.payments.map((each) => ({ ...each, hasReceipt })) },
        paths,
        en,
      ).payments?.rows.map(({ receipt }) => receipt?.href ?? null);
    expect(receipts(true)).toEqual(detail.payments.map(({ id }) => `/receipts/${id}`));
    expect(receipts(false)).toEqual([null]);
  });
});

describe('a payment that went back', () => {
  const [payment] = detail.payments;
  const withBack = (wentBack: DocumentDetail['payments'][number]['wentBack'], canPay = true) =>
    documentView({ ...detail, canPay, payments: [{ ...payment!, wentBack }] }, paths, en);

  test.each([
    ['returned', 'Your bank took back the payment of 28 October 2026 on 9 November 2026. The invoice is open again.'],
    ['refund', 'The payment of 28 October 2026 was paid back to you on 9 November 2026. The invoice is open again.'],
    [
      'dispute',
      'The payment of 28 October 2026 was taken back in a dispute on 9 November 2026. The invoice is open again.',
    ],
  ] as const)('is why the invoice is open again: %s', (kind, text) => {
    const view = withBack([{ kind, date: '2026-11-09', amountMinor: 100_000 }]);
    expect(view.wentBack).toBe(text);
  });

  test('is told of only while something is to be paid', () => {
    expect(withBack([{ kind: 'returned', date: '2026-11-09', amountMinor: 100_000 }], false).wentBack).toBeNull();
    expect(withBack([]).wentBack).toBeNull();
  });

  test('stays among the payments, with what went back in part', () => {
    const whole = withBack([{ kind: 'returned', date: '2026-11-09', amountMinor: 100_000 }]).payments?.rows;
    expect(whole?.map((row) => [row.amount, row.wentBack])).toEqual([
      ['€1,000.00', ['Returned by your bank on 9 November 2026']],
    ]);
    const part = withBack([{ kind: 'refund', date: '2026-11-09', amountMinor: 2_500 }]).payments?.rows;
    expect(part?.map((row) => row.wentBack)).toEqual([['Paid back to you on 9 November 2026: €25.00']]);
  });

  test('did not pay', () => {
    const paid = { ...summary, status: 'paid', amountDueMinor: 0 } as const;
    const back = [{ kind: 'refund' as const, date: '2026-11-09', amountMinor: 2_500 }];
    const view = documentView({ ...detail, summary: paid, payments: [{ ...payment!, wentBack: back }] }, paths, en);
    expect(view.summary.amount).toBe('€975.00');
  });
});

test('money on its way is told, so that it is not paid again', () => {
  const pending = { ...detail, calculation: { ...calculation, pendingMinor: 105_690 } };
  expect(documentView(pending, paths, en).onItsWay).toContain('€1,056.90 is on its way');
});

describe('lines', () => {
  test.each([
    ['1', 'C62', '1 piece'],
    ['2.00', 'H87', '2 pieces'],
    ['6.5', 'HUR', '6.5 hours'],
    ['12000', 'KGM', '12,000 kg'],
    ['-3', 'C62', '−3 pieces'],
    ['10', null, '10'],
    ['4', 'ZZ', '4 ZZ'],
    ['4', 'toString', '4 toString'],
  ])('%s of unit %s is %s', (quantity, unit, text) => {
    expect(quantityText(quantity, unit, en)).toBe(text);
  });

  test.each([
    ['S', '21.00', '21 %'],
    ['Z', '0', '0 %'],
    ['AE', '0.00', 'autoliquidation'],
    ['O', null, 'hors TVA'],
  ])('VAT category %s at %s is %s in French', (category, rate, text) => {
    expect(plainSpaces(vatText(category, rate, wordingIn('fr')))).toBe(text);
  });

  test('the totals lead from the lines to what the document asks for', () => {
    const prepaid = { ...content.totals, prepaidMinor: 6_426, payableMinor: 200_000 };
    const rows = totalsView({ ...content, totals: prepaid }, en).map((row) => `${row.label}: ${row.amount}`);
    expect(rows).toEqual([
      'Sum of the lines: €1,707.00',
      'Discount: −€1.00',
      'Total excl. VAT: €1,706.00',
      'VAT 21% on €1,706.00: €358.26',
      'Total incl. VAT: €2,064.26',
      'Paid in advance: −€64.26',
      'Invoice total: €2,000.00',
    ]);
  });
});
