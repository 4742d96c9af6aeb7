// What somebody writes in a conversation, without the schemas: the browser is shipped none.

/** Characters (UTF-16 units). */
export const commentTextMax = 10_000;

/**
 * Text as it is kept and shown: lines, without control characters. Marks that turn the reading direction become visible,
 * so that nothing reads otherwise than it was written.
 */
export function cleanCommentText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/**
 * Whether somebody wrote down the number of a payment card: 13 to 19 digits with a network's beginning and a right check digit. An IBAN
 * is none, for letters stand before its digits.
 */
export function holdsCardNumber(text: string): boolean {
  const candidates = text.matchAll(/(?<![\p{L}\p{N}])[2-6](?:[ -]?\d){12,18}(?![ -]?\d|\p{L})/gu);
  return Array.from(candidates, ([found]) => found.replaceAll(/[ -]/g, '')).some(isLuhn);
}

function isLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
