import { readableBrand } from '@quittance/shared/accent.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';

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
  icons: { src: string; sizes: string; type: string; purpose: 'any' | 'maskable' }[];
};

/** The merchant's name, colour and icon where it is known whose account it is. It holds nothing of a customer. */
export function webManifest(entity: EntityProfile | undefined): WebManifest {
  const name = entity?.view.name ?? 'Quittance';
  const { accent, onAccent } = readableBrand(entity?.view ?? { accent: '#1f4e79', accentDark: null }).light;
  return {
    id: '/',
    name,
    short_name: name,
    start_url: '/invoices',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f6f7',
    theme_color: accent,
    icons: [...tabIcon(entity), ...inEachShape(homeIcon(entity, name, { accent, onAccent }))],
  };
}

type Icon = WebManifest['icons'][number];

function tabIcon(entity: EntityProfile | undefined): Icon[] {
  const src = entity?.view.iconUrl ?? null;
  return src === null ? [] : [{ src, sizes: '192x192', type: 'image/png', purpose: 'any' }];
}

function homeIcon(
  entity: EntityProfile | undefined,
  name: string,
  { accent, onAccent }: Record<'accent' | 'onAccent', string>,
) {
  if (entity?.homeIconUrl) return { src: entity.homeIconUrl, sizes: '512x512', type: 'image/png' };
  const mark = entity ? letter(name, onAccent) : sheet(accent, onAccent);
  return { src: drawn(accent, mark), sizes: 'any', type: 'image/svg+xml' };
}

/** The picture leaves room all around, so that it may be shown whole, and cut to a circle or what a phone likes. */
function inEachShape(icon: Omit<Icon, 'purpose'>): Icon[] {
  return [
    { ...icon, purpose: 'any' },
    { ...icon, purpose: 'maskable' },
  ];
}

function drawn(accent: string, mark: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="${accent}" d="M0 0h64v64H0z"/>${mark}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Of a merchant without an icon. */
function letter(name: string, onAccent: string): string {
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0x20).toUpperCase();
  const text = first.replace('&', '&amp;').replace('<', '&lt;');
  return `<text x="32" y="44" font-family="sans-serif" font-size="34" font-weight="700" text-anchor="middle" fill="${onAccent}">${text}</text>`;
}

/** A sheet with lines, while it is not known whose account it is. */
function sheet(accent: string, onAccent: string): string {
  return `<path fill="${onAccent}" d="M18 12h28v40H18z"/><path stroke="${accent}" stroke-width="4" d="M24 22h16M24 31h16M24 40h9"/>`;
}
