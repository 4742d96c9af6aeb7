import { readableBrand } from '@quittance/shared/accent.ts';
import type { EntityView } from '@quittance/shared/customer-view.ts';

/** What a phone needs to put the account on its home screen (W3C Web Application Manifest). */
export type WebManifest = {
  id: string;
  name: string;
  short_name: string;
  start_url: string;
  scope: string;
  display: 'standalone';
  background_color: string;
  theme_color: string;
  icons: { src: string; sizes: string; type: string }[];
};

/** The merchant's name, colour and icon where it is known whose account it is. It holds nothing of a customer. */
export function webManifest(entity: EntityView | undefined): WebManifest {
  const name = entity?.name ?? 'Quittance';
  const { accent, onAccent } = readableBrand(entity ?? { accent: '#1f4e79', accentDark: null }).light;
  const own = entity?.iconUrl ? [{ src: entity.iconUrl, sizes: '192x192', type: 'image/png' }] : [];
  return {
    id: '/',
    name,
    short_name: name,
    start_url: '/invoices',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f6f7',
    theme_color: accent,
    icons: [...own, { src: sheet(accent, onAccent), sizes: 'any', type: 'image/svg+xml' }],
  };
}

/** A sheet with lines: for merchants without an icon, and for sizes that theirs does not reach. */
function sheet(accent: string, onAccent: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="${accent}" d="M0 0h64v64H0z"/><path fill="${onAccent}" d="M18 12h28v40H18z"/><path stroke="${accent}" stroke-width="4" d="M24 22h16M24 31h16M24 40h9"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
