import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** Source Sans 3 (SIL Open Font License): Latin, Greek, Cyrillic; its figures are all of one width. */
const files = {
  regular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  bold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
};

export type FontName = keyof typeof files;

/** Composed text (NFC) needs nothing but kerning, and looking for the rest takes most of the time that a page takes. */
const kerningOnly = Object.fromEntries(
  ['calt', 'ccmp', 'clig', 'curs', 'dnom', 'frac', 'liga', 'locl', 'mark', 'mkmk', 'numr', 'rclt', 'rlig'].map(
    (name) => [name, false],
  ),
);

let fonts: Record<FontName, Font> | undefined;

/** Read once and shared by all documents: reading the tables of a font costs as much as setting a page. */
export function pdfFonts(): Record<FontName, Font> {
  fonts ??= { regular: readFont(files.regular), bold: readFont(files.bold) };
  return fonts;
}

function readFont(path: string): Font {
  const font = create(readFileSync(createRequire(import.meta.url).resolve(path)));
  if (!('layout' in font)) throw new Error(`${path} holds several fonts`);
  // A glyph remembers the character it was first wanted for, and E wanted as a part of É remembers none: then nobody could
  // copy an E out of the document. So every glyph is wanted for its own character first.
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  const layout = font.layout.bind(font);
  font.layout = (text) => layout(text, kerningOnly);
  return font;
}
