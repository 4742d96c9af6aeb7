import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currencyDigits, isCurrency } from './currency.ts';

describe('currencies', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['CHF', 2],
    ['HUF', 2],
  ])('%s has %i digits', (code, digits) => {
    expect(currencyDigits(code)).toBe(digits);
  });

  it.each(['XXX', 'XTS', 'XAU', 'DEM', 'eur', 'EURO', '', 'toString'])('%j is not one', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => currencyDigits(code)).toThrow('is not an ISO 4217 currency code');
  });
});

const table = new URL('../../../shared/data/reference/iso4217/data/codes-all.csv', import.meta.url);
const rows = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').slice(1) : [];

describe.skipIf(rows.length === 0)(
  'the published table (skipped: ../shared/data/reference/iso4217 is not there)',
  () => {
    // Funds, metals and test codes pay no invoice.
    const notMoney = new Set(['BOV', 'CHE', 'CHW', 'COU', 'MXV', 'USN', 'XAD', 'XSU', 'XUA']);
    const current = rows.flatMap((row) => {
      const [code, , digits, withdrawn] = row.split(',').slice(-4);
      return code && digits && /^\d$/.test(digits) && !withdrawn && !notMoney.has(code)
        ? [[code, Number(digits)] as const]
        : [];
    });

    it('has the same codes and digits', () => {
      expect(current.length).toBeGreaterThan(250);
      const different = current.filter(([code, digits]) => !isCurrency(code) || currencyDigits(code) !== digits);
      expect(different).toEqual([]);
    });
  },
);
