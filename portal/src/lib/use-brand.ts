import { useLayoutEffect } from 'react';
import { brandCss, type BrandColours } from './brand-css.ts';

const sheet = new CSSStyleSheet();

/** The colours and the name in the tab (E16) of whose page this is; the document came with what was known before. */
export function useBrand(brand: BrandColours, title: string): void {
  const { accent, accentDark } = brand;
  useLayoutEffect(() => {
    sheet.replaceSync(brandCss({ accent, accentDark }));
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
    document.title = title;
  }, [accent, accentDark, title]);
}
