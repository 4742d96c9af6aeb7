import type { Branding } from '@quittance/shared/branding.ts';
import type { Deps } from '../deps.ts';
import type { PdfBrand } from './pdf-head.ts';

/** An entity's look on paper, with its logo from the store. */
export async function pdfBrandOf(
  { files }: Pick<Deps, 'files'>,
  name: string,
  { accent, legalFooter, logoFileKey }: Branding,
): Promise<PdfBrand> {
  return { name, accent, legalFooter, logo: logoFileKey === null ? null : await logoOf(files, logoFileKey) };
}

const logosMax = 50;
/** By the key of the file, which is made from its bytes: to put a logo on white takes as long as to draw an invoice. */
const logos = new Map<string, Uint8Array | null>();

async function logoOf(files: Deps['files'], key: string): Promise<Uint8Array | null> {
  const known = logos.get(key);
  if (known !== undefined) return known;
  const { logoOnPaper } = await import('./pdf-logo.ts');
  const logo = logoOnPaper(await files.get(key));
  if (logos.size >= logosMax) logos.clear();
  logos.set(key, logo);
  return logo;
}
