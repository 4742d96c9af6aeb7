import type { Branding } from '@quittance/shared/branding.ts';
import type { Deps } from '../deps.ts';
import type { PdfBrand } from './pdf-head.ts';

/** An entity's look on paper, with its logo from the store. */
export async function pdfBrandOf(
  { files }: Pick<Deps, 'files'>,
  name: string,
  { accent, legalFooter, logoFileKey }: Branding,
): Promise<PdfBrand> {
  return { name, accent, legalFooter, logo: logoFileKey === null ? null : await files.get(logoFileKey) };
}
