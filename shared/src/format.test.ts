import { describe, expect, it } from 'vitest';
import {
  formatCountry,
  formatDate,
  formatDecimal,
  formatIban,
  formatMinor,
  formatPercent,
  formatPrice,
} from './format.ts';

describe('what people read', () => {
  it.each([
    [123_450, 'EUR', 'en-GB', '€1,234.50'],
    [123_450, 'EUR', 'nl-BE', '€ 1.234,50'],
    [123_450, 'EUR', 'de-DE', '1.234,50 €'],
    [123_450, 'EUR', 'fr-BE', '1 234,50 €'],
    [-5, 'EUR', 'en-GB', '-€0.05'],
    [1500, 'JPY', 'en-GB', 'JP¥1,500'],
    [1234, 'KWD', 'en-GB', 'KWD 1.234'],
    [265_448, 'EUR', 'es-ES', '2.654,48 €'],
    [265_448, 'EUR', 'it-IT', '2.654,48 €'],
    [0, 'EUR', 'en-GB', '€0.00'],
    // Beyond what a floating point number shows.
    [9_007_199_254_740_991, 'EUR', 'en-GB', '€90,071,992,547,409.91'],
  ])('%i minor units of %s in %s', (minor, currency, locale, expected) => {
    expect(plainSpaces(formatMinor(minor, currency, locale))).toBe(expected);
  });

  it.each([
    ['2026-03-03', 'en-GB', '3 March 2026'],
    ['2024-02-29', 'de-DE', '29. Februar 2024'],
    ['2026-12-31', 'nl-BE', '31 december 2026'],
    ['2026-12-01', 'fr-BE', '1er décembre 2026'],
    ['2026-12-11', 'fr', '11 décembre 2026'],
    ['2026-12-01', 'nl', '1 december 2026'],
  ])('%s in %s', (date, locale, expected) => {
    expect(formatDate(date, locale)).toBe(expected);
  });

  it.each([
    ['12.50', 'de-DE', '12,50'],
    ['1000', 'en-GB', '1,000'],
    ['0.333333', 'en-GB', '0.333333'],
  ])('the decimal %s in %s keeps its digits', (text, locale, expected) => {
    expect(formatDecimal(text, locale)).toBe(expected);
  });

  it.each([
    ['12', 'EUR', '€12.00'],
    ['1.8750', 'EUR', '€1.8750'],
    ['1234.5', 'JPY', 'JP¥1,234.5'],
    ['0.1', 'KWD', 'KWD 0.100'],
    ['123456789012345678.25', 'EUR', '€123,456,789,012,345,678.25'],
  ])('a price of %s %s keeps every decimal it was agreed with', (text, currency, expected) => {
    expect(plainSpaces(formatPrice(text, currency, 'en-GB'))).toBe(expected);
  });

  it.each([
    ['21.00', 'en-GB', '21%'],
    ['12.50', 'de-DE', '12,5 %'],
    ['0', 'fr-BE', '0 %'],
    ['0.333333', 'en-GB', '0.333333%'],
  ])('%s percent in %s', (text, locale, expected) => {
    expect(plainSpaces(formatPercent(text, locale))).toBe(expected);
  });

  it.each([
    ['BE', 'nl', 'België'],
    ['DE', 'en-GB', 'Germany'],
    ['Belgium', 'nl', 'Belgium'],
    ['', 'nl', ''],
  ])('the country %s in %s is %s', (code, locale, expected) => {
    expect(formatCountry(code, locale)).toBe(expected);
  });

  it('an IBAN in groups of four', () => {
    expect(formatIban('BE68539007547034')).toBe('BE68 5390 0754 7034');
    expect(formatIban('NO9386011117947')).toBe('NO93 8601 1117 947');
  });
});

/** Locales put no-break and narrow spaces between number and currency. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
