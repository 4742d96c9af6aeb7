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

/** Filled by pdfkit: a word, and where its letters stand. */
export type LaidOutWords = Record<string, unknown>;

const wordsMax = 5000;
const wordsOf: Partial<Record<FontName, LaidOutWords>> = {};

/** Documents say the same words, so all share what is known of them, which saves a third of the time; some 10 MB at most, then anew. */
export function laidOutWords(name: FontName): LaidOutWords {
  const known = wordsOf[name];
  if (known && Object.keys(known).length < wordsMax) return known;
  const words: LaidOutWords = { __proto__: null };
  wordsOf[name] = words;
  return words;
}

/** Stands for what the typeface lacks. */
export const lackingMark = '\u25a1';
const lineBreak = 0x0a;
const greekMu = 0x3bc;

let drawnLetters: ReadonlySet<number> | undefined;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The text with a mark for each letter that the typeface lacks; as PDF/A wants it, an empty box is never drawn for want of something better. */
export function drawable(text: string): string {
  if (isDrawable(text)) return text;
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return parts.map((part) => (isDrawable(part) ? part : lackingMark)).join('');
}

function isDrawable(text: string): boolean {
  drawnLetters ??= lettersOfBoth(pdfFonts());
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? lineBreak;
    if (codePoint !== lineBreak && !drawnLetters.has(codePoint)) return false;
  }
  return true;
}

function lettersOfBoth({ regular, bold }: ReturnType<typeof pdfFonts>): Set<number> {
  const inBold = new Set(bold.characterSet);
  return new Set(regular.characterSet.filter((codePoint) => inBold.has(codePoint)));
}

function readFont(path: string): Font {
  const font = create(readFileSync(createRequire(import.meta.url).resolve(path)));
  if (!('layout' in font)) throw new Error(`${path} holds several fonts`);
  // A glyph remembers the character it was first wanted for, and E wanted as a part of É remembers none: then nobody could
  // copy an E out of the document. So every glyph is wanted for its own character first.
  // The micro sign looks the same as the Greek letter, which whole words are made of.
  for (const codePoint of [greekMu, ...font.characterSet]) font.glyphForCodePoint(codePoint);
  const layout = font.layout.bind(font);
  font.layout = (text) => layout(text, kerningOnly);
  return font;
}
