import { readableBrand } from '@quittance/shared/accent.ts';
import type { Language } from '@quittance/shared/language.ts';
import type { Assets } from './assets.ts';
import { brandCss, type BrandColours } from './lib/brand-css.ts';

export type HtmlPage = {
  language: Language;
  nonce: string;
  title: string;
  /** The merchant's, where it is known. */
  name: string | null;
  brand: BrandColours & { iconUrl?: string | null };
  /** Of the page that can stand on a phone's home screen; null for the others. */
  manifest: string | null;
  /** Beside the stylesheets of `assets`: what must be there for the first paint. */
  inlineCss: string;
  /** What the script is to make of it. */
  page: 'landing' | 'app' | 'pay' | 'refusal';
  /** HTML of the page, already escaped. */
  root: string;
  /** What the script takes over with; none for a page without script. */
  data: { id: string; value: unknown }[];
  assets: Assets;
};

/**
 * One whole document. Style comes first and inline, the script last, and run when the page has been shown; of the page behind a
 * mailed link at low priority, for it needs no script to be paid from.
 */
export function htmlDocument(page: HtmlPage): string {
  const { nonce, assets } = page;
  const { light, dark } = readableBrand(page.brand);
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(page.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
${page.name === null ? '' : `<meta name="application-name" content="${escapeHtml(page.name)}">`}
<meta name="format-detection" content="telephone=no">
<meta name="theme-color" content="${light.accent}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${dark.accent}" media="(prefers-color-scheme: dark)">
${icons(page, light)}
${page.manifest === null ? '' : `<link rel="manifest" href="${escapeHtml(page.manifest)}">`}
${assets.stylesheets.map((href) => `<link rel="stylesheet" href="${href}">`).join('')}
${assets.preloads.map((href) => `<link rel="modulepreload" href="${href}">`).join('')}
<style nonce="${nonce}">${brandCss(page.brand)}${page.inlineCss}</style>
</head>
<body>
<div id="root" data-page="${page.page}">${page.root}</div>
${page.data.length === 0 ? '' : scripts(page)}</body>
</html>
`;
}

function scripts({ page, assets, data }: HtmlPage): string {
  const blocks = data.map(
    ({ id, value }) => `<script type="application/json" id="${id}">${escapeJson(value)}</script>\n`,
  );
  const priority = page === 'landing' ? ' fetchpriority="low"' : '';
  return `${blocks.join('')}<link rel="modulepreload" id="script" href="${assets.script}"${priority}>
<script type="module" src="${assets.starter}"></script>
`;
}

/** The merchant's own, also for a phone's home screen; else a letter. */
function icons({ title, brand: { iconUrl = null } }: HtmlPage, accent: { accent: string; onAccent: string }): string {
  if (iconUrl === null) return `<link rel="icon" href="${letterIcon(title, accent)}">`;
  const href = escapeHtml(iconUrl);
  return `<link rel="icon" href="${href}"><link rel="apple-touch-icon" href="${href}">`;
}

/** The first letter of the name on the accent: costs no request. */
function letterIcon(name: string, { accent, onAccent }: { accent: string; onAccent: string }): string {
  const letter = escapeHtml(String.fromCodePoint(name.codePointAt(0) ?? 0x20).toUpperCase());
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='${accent}'/><text x='16' y='23' font-family='sans-serif' font-size='20' font-weight='700' text-anchor='middle' fill='${onAccent}'>${letter}</text></svg>`;
  return `data:image/svg+xml,${svg.replaceAll(/[<>#%]/g, encodeURIComponent)}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Inside a script element only `<` can end it; as an escape it stays the same JSON. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
