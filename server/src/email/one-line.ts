/**
 * A value from outside as it may stand in a sentence or a header: one line, no control characters, no marks that turn
 * the reading direction (a name must not be able to look like a paragraph, a header or another address).
 */
export function oneLine(text: string, charactersMax = 200): string {
  const clean = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ');
  return Array.from(clean.trim()).slice(0, charactersMax).join('');
}
