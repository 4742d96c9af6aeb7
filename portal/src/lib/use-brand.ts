import { useLayoutEffect } from 'react';
import { brandCss, type BrandColours } from './brand-css.ts';

let sheet: CSSStyleSheet | undefined;

/** The colours, and name and icon in the tab (E16), of whose page this is; the document came with what was known before. */
export function useBrand(brand: BrandColours & { iconUrl?: string | null }, title: string): void {
  const { accent, accentDark, iconUrl = null } = brand;
  useLayoutEffect(() => {
    sheet ??= new CSSStyleSheet();
    sheet.replaceSync(brandCss({ accent, accentDark }));
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
    document.title = title;
    if (iconUrl !== null) document.querySelector<HTMLLinkElement>('link[rel=icon]')?.setAttribute('href', iconUrl);
  }, [accent, accentDark, iconUrl, title]);
}
