import type { PostalAddress } from './document.ts';

/**
 * An address as its country writes it, line by line and without the country: the code before the town as on most of the continent, below it in
 * Britain and Ireland, behind town and state in North America and Australia (Universal Postal Union, S42).
 */
export function addressLines({ lines, city, postalCode, region, country }: PostalAddress): string[] {
  return present([...lines, ...townLines({ city, postalCode, region, country })]);
}

function townLines({ city, postalCode, region, country }: Omit<PostalAddress, 'lines'>): (string | null)[] {
  switch (country) {
    case 'GB':
    case 'IE':
      return [city, region, postalCode];
    case 'US':
      return [present([city, present([region, postalCode]).join(' ')]).join(', ')];
    case 'AU':
    case 'CA':
      return [present([city, region, postalCode]).join(' ')];
    default:
      return [present([postalCode, city]).join(' '), region];
  }
}

function present(texts: readonly (string | null)[]): string[] {
  return texts.filter((text): text is string => text !== null && text.trim() !== '');
}
