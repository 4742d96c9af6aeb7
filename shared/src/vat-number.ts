import { numberKey } from './party-text.ts';

/**
 * What stands behind the prefix, as tax administrations publish it: the member states and Northern Ireland (VIES), Great Britain,
 * Switzerland and Norway. Only the form: whether a number was given out, only they know.
 */
const forms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
};

/**
 * Whether `number` has the form of its country, however it is spaced and dotted. A party in one of these countries writes the prefix
 * (`country` is the one of its address); of others only letters and digits are asked.
 */
export function isVatNumber(number: string, country: string | null): boolean {
  const key = numberKey(number) ?? '';
  const form = forms[key.slice(0, 2)];
  if (form) return form.test(key.slice(2));
  const prefix = country === 'GR' ? 'EL' : country;
  return !(prefix && forms[prefix]) && /^[A-Z\d]{4,20}$/.test(key);
}
