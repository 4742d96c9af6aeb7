// A merchant's colour made readable (WCAG 2.2 AA, 1.4.3). Colours are `#rrggbb` in lower case.

/** An accent as it is shown on one background, with the text colour that is readable on the accent itself. */
export type ReadableAccent = {
  accent: string;
  onAccent: string;
  /** The merchant's own colour was too close to the background and is shown darker (or lighter). */
  wasAdjusted: boolean;
};

const contrastMin = 4.5;
const mixSteps = 100;
const white = '#ffffff';
const black = '#000000';

/** The nearest mix of `colour` with black (or white, on a dark background) that reads on `background`. */
export function readableAccent(colour: string, background: string): ReadableAccent {
  const target = contrast(black, background) > contrast(white, background) ? black : white;
  for (let step = 0; step <= mixSteps; step += 1) {
    const accent = mix(colour, target, step / mixSteps);
    if (contrast(accent, background) >= contrastMin) return { accent, onAccent: textOn(accent), wasAdjusted: step > 0 };
  }
  throw new RangeError(`no mix of ${colour} is readable on ${background}`);
}

/** The harder of the two backgrounds of each colour scheme of the pages: an accent must read on both. */
const pageBackgrounds = { light: '#f5f6f7', dark: '#181c20' };

/** A brand's accent as pages show it in each colour scheme; without a dark one, the light one is made lighter. */
export function readableBrand({ accent, accentDark }: { accent: string; accentDark: string | null }) {
  return {
    light: readableAccent(accent, pageBackgrounds.light),
    dark: readableAccent(accentDark ?? accent, pageBackgrounds.dark),
  };
}

/** Contrast ratio of two colours, from 1 (the same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** White wherever it reads, because it looks calmer on a strong colour; otherwise whichever reads better. */
function textOn(background: string): string {
  const onWhite = contrast(white, background);
  return onWhite >= contrastMin || onWhite >= contrast(black, background) ? white : black;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(colour: string, target: string, share: number): string {
  const towards = channels(target);
  return `#${channels(colour)
    .map((channel, index) => Math.round(channel + ((towards[index] ?? 0) - channel) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
}

function channels(colour: string): number[] {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour);
  if (!parts) throw new RangeError(`${colour} is not a colour like #1a7f5a`);
  return parts.slice(1).map((channel) => Number.parseInt(channel, 16));
}
