import type { AccountStatement, Ageing, StatementEntry } from '@quittance/shared/statement.ts';
import { methodText } from '../../lib/method-text.ts';
import type { Wording } from '../../lib/wording.ts';

export type StatementRow = {
  date: string;
  name: string;
  detail: string | null;
  /** The document that it is about. */
  path: string | null;
  amount: string | null;
  balance: string;
};

export type StatementView = {
  closing: { label: string; amount: string; note: string | null };
  rows: StatementRow[];
  /** What the closing balance is made of; sums are what the rows above them add up to. */
  ageing: { label: string; amount: string; isSum: boolean }[];
};

export function statementView(statement: AccountStatement, wording: Wording): StatementView {
  const { t, date, money } = wording;
  const { currency, fromDate, toDate, openingMinor, closingMinor, entries } = statement;
  const balanceRow = (name: string, day: string, minor: number): StatementRow => ({
    date: date(day),
    name,
    detail: null,
    path: null,
    amount: null,
    balance: money(minor, currency),
  });
  return {
    closing: {
      label: t('statement.closingOn', { date: date(toDate) }),
      amount: money(closingMinor, currency),
      note: closingMinor < 0 ? t('statement.inYourFavour') : null,
    },
    rows: [
      balanceRow(t('statement.opening'), fromDate, openingMinor),
      ...entries.map((entry) => rowOf(entry, currency, wording)),
      balanceRow(t('statement.closing'), toDate, closingMinor),
    ],
    ageing: ageingOf(statement, wording),
  };
}

function rowOf(entry: StatementEntry, currency: string, wording: Wording): StatementRow {
  const { date, money } = wording;
  return {
    date: date(entry.date),
    name: nameOf(entry, wording),
    detail: detailOf(entry, wording),
    path: 'documentId' in entry ? `/documents/${entry.documentId}` : null,
    amount: money(entry.amountMinor, currency),
    balance: money(entry.balanceMinor, currency),
  };
}

function nameOf(entry: StatementEntry, { t }: Wording): string {
  switch (entry.kind) {
    case 'invoice':
    case 'credit_note':
      return t(`document.title.${entry.kind}`, { number: entry.number });
    case 'late_charges':
      return t('statement.entry.lateCharges', { number: entry.number });
    case 'voided':
      return t(`statement.entry.voided.${entry.documentKind}`, { number: entry.number });
    case 'payment':
      return t('statement.entry.payment');
    case 'reversal':
      return t(`statement.entry.reversal.${entry.reason}`);
  }
}

function detailOf(entry: StatementEntry, { t, date }: Wording): string | null {
  if (entry.kind === 'invoice') return t('list.due', { date: date(entry.dueDate) });
  if (entry.kind === 'payment')
    return [methodText(entry.method, t), entry.paidNumbers.join(', ')].filter(Boolean).join(' · ');
  return 'method' in entry ? methodText(entry.method, t) : null;
}

const ages = {
  notDueMinor: 'statement.ageing.notDue',
  days1To30Minor: 'statement.ageing.days1To30',
  days31To60Minor: 'statement.ageing.days31To60',
  days61To90Minor: 'statement.ageing.days61To90',
  over90DaysMinor: 'statement.ageing.over90Days',
} as const satisfies Record<keyof Ageing, string>;

function ageingOf({ ageing, currency, dueMinor, creditMinor, closingMinor }: AccountStatement, { t, money }: Wording) {
  const row = (label: string, minor: number, isSum = false) => ({ label, amount: money(minor, currency), isSum });
  const owed = [
    row(t(ages.notDueMinor), ageing.notDueMinor),
    row(t(ages.days1To30Minor), ageing.days1To30Minor),
    row(t(ages.days31To60Minor), ageing.days31To60Minor),
    row(t(ages.days61To90Minor), ageing.days61To90Minor),
    row(t(ages.over90DaysMinor), ageing.over90DaysMinor),
  ];
  return [
    ...(dueMinor === 0 ? [] : owed),
    row(t('statement.owed'), dueMinor, true),
    ...(creditMinor === 0
      ? []
      : [row(t('statement.credit'), -creditMinor), row(t('statement.closing'), closingMinor, true)]),
  ];
}
