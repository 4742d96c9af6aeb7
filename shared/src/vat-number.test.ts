import { describe, expect, test } from 'vitest';
import { isVatNumber } from './vat-number.ts';

describe('a VAT number', () => {
  test.each([
    ['BE 0123.456.749', 'BE'],
    ['be0123456749', 'FR'],
    ['NL123456789B01', 'NL'],
    ['DE 123 456 789', 'DE'],
    ['ATU12345678', 'AT'],
    ['EL123456789', 'GR'],
    ['ESX1234567Z', 'ES'],
    ['FRXX123456789', 'FR'],
    ['IE1234567FA', 'IE'],
    ['CHE-123.456.789 MWST', 'CH'],
    ['GB 123 4567 89', 'GB'],
    ['XI123456789', 'GB'],
    ['NO 123 456 789 MVA', 'NO'],
    ['123456-7890', 'JP'],
    ['SE123456789001', null],
  ])('%s of a party in %s has its form', (number, country) => {
    expect(isVatNumber(number, country)).toBe(true);
  });

  test.each([
    ['BE 0123.456.74', 'BE'],
    ['BE9123456749', 'BE'],
    ['0123456749', 'BE'],
    ['123456789', 'GR'],
    ['NL123456789', 'NL'],
    ['DE12345678X', 'DE'],
    ['GB1234567890', 'GB'],
    ['12', 'JP'],
    ['none', 'DE'],
    ['1234<script>', 'JP'],
    ['', null],
    ['   ', 'JP'],
  ])('%s of a party in %s does not', (number, country) => {
    expect(isVatNumber(number, country)).toBe(false);
  });
});
