import { expect, test } from 'vitest';
import { addressLines } from './postal-address.ts';

test.each([
  ['BE', null, ['Vogelmarkt 12', '9000 Gent']],
  ['IT', 'GE', ['Vogelmarkt 12', '9000 Gent', 'GE']],
  ['GB', null, ['Vogelmarkt 12', 'Gent', '9000']],
  ['IE', 'Co. Mayo', ['Vogelmarkt 12', 'Gent', 'Co. Mayo', '9000']],
  ['US', 'NY', ['Vogelmarkt 12', 'Gent, NY 9000']],
  ['AU', 'VIC', ['Vogelmarkt 12', 'Gent VIC 9000']],
  [null, null, ['Vogelmarkt 12', '9000 Gent']],
])('an address in %s (region %s) is written as there', (country, region, written) => {
  const address = { lines: ['Vogelmarkt 12', ' '], city: 'Gent', postalCode: '9000', region, country };
  expect(addressLines(address)).toEqual(written);
});

test.each(['US', 'CA', 'GB', 'BE'])('what is not known in %s leaves no empty line and no comma', (country) => {
  expect(addressLines({ lines: [], city: null, postalCode: null, region: null, country })).toEqual([]);
  expect(addressLines({ lines: [], city: 'Gent', postalCode: null, region: null, country })).toEqual(['Gent']);
});
