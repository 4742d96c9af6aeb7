// The forms under which names and numbers of parties are kept and compared: people and programs write the same one in many ways.

/** VAT and register numbers without the spaces, dots and dashes they are printed with: `BE 0123.456.789` is `BE0123456789`. */
export function numberKey(number: string | null | undefined): string | null {
  return number?.toUpperCase().replaceAll(/[\s.\-/]/g, '') || null;
}

/** One line of visible text: no control or direction characters, no runs of spaces. */
export function plainName(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
