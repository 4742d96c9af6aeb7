// What people and banks call a payment: ten digits of ours, and two that show a slip of the pen.

/** `rf`: ISO 11649, which banks of the whole SEPA area check. `belgian`: the structured communication of Belgian banks. */
export const referenceForms = ['rf', 'belgian'] as const;
export type ReferenceForm = (typeof referenceForms)[number];

const digitsCount = 10;
const digitsShape = /^\d{10}$/;

/** As people read and type it: `RF45 0123 4567 89` or `+++012/3456/78939+++`. */
export function formatReference(digits: string, form: ReferenceForm): string {
  if (!digitsShape.test(digits)) throw new RangeError(`${digits} are not ${digitsCount} digits`);
  if (form === 'belgian') {
    const all = digits + belgianCheck(digits);
    return `+++${all.slice(0, 3)}/${all.slice(3, 7)}/${all.slice(7)}+++`;
  }
  const check = String(98 - mod97(`${digits}RF00`)).padStart(2, '0');
  return `RF${check}${digits}`.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** What is left of it in each form without spaces and signs. */
export function bareReferences(digits: string): string[] {
  return referenceForms.map((form) => formatReference(digits, form).replaceAll(/[^A-Z0-9]/g, ''));
}

/** The digits of a reference in either form, however it is spaced; null where it is none of ours or mistyped. */
export function readReference(text: string): string | null {
  const bare = text.replaceAll(/[\s+*/.-]/g, '').toUpperCase();
  if (/^RF\d{12}$/.test(bare)) return isCreditorReference(bare) ? bare.slice(4) : null;
  const digits = bare.slice(0, digitsCount);
  return /^\d{12}$/.test(bare) && bare.slice(digitsCount) === belgianCheck(digits) ? digits : null;
}

/** ISO 11649: RF, two check digits, up to 21 letters and digits. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && hasRemainderOne(text);
}

/** ISO 7064 MOD 97-10 with the first four characters moved to the end: of an IBAN as of a creditor reference. */
export function hasRemainderOne(text: string): boolean {
  return mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** Ten digits modulo 97; 97 where that is nothing. */
function belgianCheck(digits: string): string {
  return String(mod97(digits) || 97).padStart(2, '0');
}

/** Letters read as 10 to 35. */
function mod97(text: string): number {
  const digits = Array.from(text, (character) => String(Number.parseInt(character, 36)));
  return Number(BigInt(digits.join('')) % 97n);
}
