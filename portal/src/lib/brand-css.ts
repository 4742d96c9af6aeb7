import { readableAccent } from '@quittance/shared/accent.ts';
import type { EntityView } from '@quittance/shared/customer-view.ts';

export type BrandColours = Pick<EntityView, 'accent' | 'accentDark'>;

/** Ours, while nobody's brand is known. */
export const plainBrand: BrandColours = { accent: '#1f4f7a', accentDark: null };

/** The harder of the two backgrounds of each colour scheme in theme.css: the accent must read on both. */
const backgrounds = { light: '#f5f6f7', dark: '#181c20' };

export function brandCss(brand: BrandColours): string {
  const { light, dark } = readableBrand(brand);
  return `:root{${variables(light)}}@media screen and (prefers-color-scheme:dark){:root{${variables(dark)}}}`;
}

export function readableBrand({ accent, accentDark }: BrandColours) {
  return {
    light: readableAccent(accent, backgrounds.light),
    dark: readableAccent(accentDark ?? accent, backgrounds.dark),
  };
}

function variables({ accent, onAccent }: { accent: string; onAccent: string }): string {
  return `--accent:${accent};--on-accent:${onAccent}`;
}
