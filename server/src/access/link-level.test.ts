import { expect, test } from 'vitest';
import { linkLevel, reachesLevel, type LinkFacts } from './link-level.ts';

const fresh: LinkFacts = {
  isRevoked: false,
  isContactDisabled: false,
  issueDate: '2026-03-02',
  dueDate: '2026-04-01',
  settledDate: null,
  mintedDate: '2026-03-02',
  entityOpens: 'document',
  customerOpens: null,
};

test.each([
  ['a fresh link opens the document', {}, '2026-03-16', 'document'],
  ['the entity may ask for sign-in always', { entityOpens: 'sign_in' }, '2026-03-16', 'locator'],
  ['the entity may show the pay card only', { entityOpens: 'pay_card' }, '2026-03-16', 'pay_card'],
  ['the entity may open the account', { entityOpens: 'account' }, '2026-03-16', 'account'],
  ['the customer overrides the entity', { customerOpens: 'pay_card' }, '2026-03-16', 'pay_card'],
  ['30 days after the due date it still opens', {}, '2026-05-01', 'document'],
  ['31 days after the due date it only locates', {}, '2026-05-02', 'locator'],
  ['120 days after issue it still opens, due later', { dueDate: '2026-12-31' }, '2026-06-30', 'document'],
  ['121 days after issue it only locates, due later', { dueDate: '2026-12-31' }, '2026-07-01', 'locator'],
  ['30 days after a reminder it still opens', { mintedDate: '2026-08-01' }, '2026-08-31', 'document'],
  ['31 days after a reminder it only locates', { mintedDate: '2026-08-01' }, '2026-09-01', 'locator'],
  ['a receipt opens what is paid', { mintedDate: '2026-08-01', settledDate: '2026-08-01' }, '2026-08-31', 'document'],
  [
    'handed out long after it was paid it only locates',
    { mintedDate: '2026-08-01', settledDate: '2026-06-30' },
    '2026-08-01',
    'locator',
  ],
  ['paid 30 days ago it still opens', { dueDate: '2026-06-01', settledDate: '2026-03-10' }, '2026-04-09', 'document'],
  ['paid 31 days ago it only locates', { dueDate: '2026-06-01', settledDate: '2026-03-10' }, '2026-04-10', 'locator'],
  ['of a disabled contact it only locates', { isContactDisabled: true }, '2026-03-16', 'locator'],
  ['revoked it only locates', { isRevoked: true, entityOpens: 'account' }, '2026-03-16', 'locator'],
] as const)('%s', (_promise, facts, today, level) => {
  expect(linkLevel({ ...fresh, ...facts }, today)).toBe(level);
});

test('a level reaches what needs it or less, and nothing more', () => {
  expect(reachesLevel('document', 'pay_card')).toBe(true);
  expect(reachesLevel('document', 'document')).toBe(true);
  expect(reachesLevel('pay_card', 'document')).toBe(false);
  expect(reachesLevel('locator', 'pay_card')).toBe(false);
});
