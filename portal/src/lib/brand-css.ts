import { readableBrand } from '@quittance/shared/accent.ts';
import type { EntityView } from '@quittance/shared/customer-view.ts';

export type BrandColours = Pick<EntityView, 'accent' | 'accentDark'>;

/** Ours, while nobody's brand is known. */
export const plainBrand: BrandColours = { accent: '#1f4f7a', accentDark: null };

export function brandCss(brand: BrandColours): string {
  const { light, dark } = readableBrand(brand);
  return `:root{${variables(light)}}@media screen and (prefers-color-scheme:dark){:root{${variables(dark)}}}`;
}

function variables({ accent, onAccent }: { accent: string; onAccent: string }): string {
  return `--accent:${accent};--on-accent:${onAccent}`;
}
