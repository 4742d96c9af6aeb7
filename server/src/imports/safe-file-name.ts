const lengthMax = 120;
/** Most file systems hold 255 bytes, and a counter may still be put behind the name. */
const bytesMax = 200;
/** Names come as long as a message may be. What is looked at is so much of the beginning, and the ending. */
const lookedAt = { beginning: 500, ending: 20 };

/** What Windows takes for a device, whatever its ending. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

/**
 * A name from outside, fit for every disk, a header and a screen: no folders, no control or direction characters, no dots at its ends, no
 * device of Windows, composed (NFC), short. `fallback` where nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const clean = withoutMiddle(last)
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

function withoutMiddle(name: string): string {
  const { beginning, ending } = lookedAt;
  return name.length <= beginning + ending ? name : name.slice(0, beginning) + name.slice(-ending);
}

/** Keeps the ending, by which people and systems know what the file is. */
function shortened(name: string): string {
  if (fits(name)) return name;
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? '';
  let kept = '';
  // By characters, so that none is cut through its middle.
  for (const character of name.slice(0, name.length - ending.length)) {
    if (!fits(kept + character + ending)) break;
    kept += character;
  }
  return (kept + ending).replace(/[.\s]+$/, '');
}

function fits(name: string): boolean {
  return name.length <= lengthMax && Buffer.byteLength(name) <= bytesMax;
}
