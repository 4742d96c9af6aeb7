import { readableAccent } from '@quittance/shared/accent.ts';

export const colours = { canvas: '#f3f4f5', card: '#ffffff', ink: '#16191c', quiet: '#5a636a', rule: '#dfe3e6' };
const dark: typeof colours = { canvas: '#121517', card: '#1d2225', ink: '#f2f4f5', quiet: '#a9b2b8', rule: '#3b4349' };

/** Fonts that are on the reader's machine: a mail loads none. */
export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif";

export type BrandStyle = {
  accent: string;
  onAccent: string;
  /** For programs that know dark mode; the others show the light colours, or turn them by themselves. */
  darkStyles: string;
};

export function brandStyle(brand: { accent: string; accentDark: string | null }): BrandStyle {
  const light = readableAccent(brand.accent, colours.card);
  const night = readableAccent(brand.accentDark ?? brand.accent, dark.card);
  return {
    accent: light.accent,
    onAccent: light.onAccent,
    darkStyles: `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .inner { padding: 22px 20px 26px !important; } .amount { font-size: 34px !important; } }
@media (prefers-color-scheme: dark) {
  body, .canvas { background-color: ${dark.canvas} !important; }
  .canvas td { background-color: transparent !important; }
  .card { background-color: ${dark.card} !important; border-top-color: ${night.accent} !important; }
  .ink { color: ${dark.ink} !important; }
  .quiet { color: ${dark.quiet} !important; }
  .rule { border-color: ${dark.rule} !important; }
  .link { color: ${night.accent} !important; }
  .button { background-color: ${night.accent} !important; color: ${night.onAccent} !important; }
  .logo { background-color: #ffffff !important; padding: 6px 8px !important; border-radius: 6px !important; }
}`,
  };
}
