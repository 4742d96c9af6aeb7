const lengthMax = 120;
/** Most file systems hold 255 bytes, and a counter may still be put behind the name. */
const bytesMax = 200;

/** What Windows takes for a device, whatever its ending. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

/**
 * A name from outside, fit for every disk, a header and a screen: no folders, no control or direction characters, no dots at its ends, no
 * device of Windows, composed (NFC), short. `fallback` where nothing is left.
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
  const free = device.test(clean) ? `_${clean}` : clean;
  return shortened(free) || fallback;
}

/** A file named after a number or a title, as `safeFileName` makes it. Slashes in it separate nothing, so they are kept as dashes. */
export function titledFileName(title: string, fallback: string): string {
  return safeFileName(title.replaceAll(/[/\\]/g, '-'), fallback);
}

/** Keeps the ending, by which people and systems know what the file is. */
function shortened(name: string): string {
  if (fits(name)) return name;
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? '';
  // By characters, so that none is cut through its middle.
  const characters = Array.from(name.slice(0, name.length - ending.length));
  while (!fits(characters.join('') + ending)) characters.pop();
  return (characters.join('') + ending).replace(/[.\s]+$/, '');
}

function fits(name: string): boolean {
  return name.length <= lengthMax && Buffer.byteLength(name) <= bytesMax;
}
