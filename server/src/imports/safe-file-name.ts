const lengthMax = 120;

/**
 * A name from outside, fit for a disk, a header and a screen: no folders, no control or direction characters, no leading dots.
 * `fallback` where nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    // Control characters, and format characters such as U+202E, which shows `exe.pdf` for `fdp.exe`.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replaceAll(/["<>:|?*]/g, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  return shortened(clean) || fallback;
}

/** Keeps the ending, by which people and systems know what the file is. */
function shortened(name: string): string {
  if (name.length <= lengthMax) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  // Not through the middle of a character.
  return name.slice(0, lengthMax - ending.length).replace(/\p{Cs}$/u, '') + ending;
}
