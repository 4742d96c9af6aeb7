import { type PDFArray, PDFDict, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  at,
  bytesIn,
  drawnIn,
  everyDict,
  everyNode,
  inCatalog,
  items,
  metadataOf,
  parsePdf,
  said,
  structureOf,
  type ParsedPdf,
} from '../testing/pdf-parts.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { brokenRules, rules } from '../testing/pdf-rules.ts';
import { samples, sampleSource, type SampleKind } from '../testing/pdf-samples.ts';

const kinds = Object.keys(samples) as SampleKind[];
const languages = ['en', 'fr', 'nl', 'de', 'es', 'it'];

describe('a PDF to keep, and to listen to', () => {
  test.each([
    ...kinds.map((kind) => [kind, 'it'] as const),
    ...languages.map((language) => ['invoice', language] as const),
  ])('keeps every rule: %s in %s', async (kind, language) => {
    const pdf = await parsePdf(await samples[kind](language));
    expect(brokenRules(pdf)).toEqual([]);
    expect(said(inCatalog(pdf, 'Lang'))).toBe(language);
  });

  test('keeps them with letters that the typeface lacks, which are marked, explained, and kept for who copies them', async () => {
    const bytes = await samples.invoice('en', null, { notes: ['A 株式会社, a \u{1f469}\u{1f3fd}\u200d\u{1f4bb}.'] });
    const { text } = await pdfText(bytes);
    expect(text).toContain('A 株式会社, a');
    expect(text).toContain('□ stands for a character that cannot be printed here.');
    const pdf = await parsePdf(bytes);
    expect(brokenRules(pdf)).toEqual([]);
    expect(drawnIn(pdf).flatMap(({ marks }) => marks.flatMap(({ actual }) => actual ?? []))).toContain(
      'A 株式会社, a \u{1f469}\u{1f3fd}\u{1f4bb}.',
    );
    expect((await pdfText(await samples.invoice('en'))).text).not.toContain('□');
  });
});

test('an invoice carries the file that it was read from, byte for byte', async () => {
  const pdf = await parsePdf(await samples.invoice('fr'));
  const [file] = items(pdf, inCatalog(pdf, 'AF'));
  expect(said(at(pdf, file, 'UF'))).toBe(sampleSource.fileName);
  expect(said(at(pdf, file, 'AFRelationship'))).toBe('Source');
  expect(said(at(pdf, file, 'EF', 'F', 'Subtype'))).toBe('application/xml');
  expect(Buffer.compare(bytesIn(at(pdf, file, 'EF', 'F')), sampleSource.bytes)).toBe(0);
});

test('two files of the same title and day have identifiers of their own', async () => {
  const idOf = async (bytes: Uint8Array) => (await parsePdf(bytes)).doc.context.trailerInfo.ID?.toString();
  const other = { ...sampleSource, bytes: Buffer.from('<Invoice/>') };
  expect(await idOf(await samples.invoice('fr', other))).not.toBe(await idOf(await samples.invoice('fr')));
  expect(await idOf(await samples.invoice('fr'))).toBe(await idOf(await samples.invoice('fr')));
});

/** What breaks each rule. */
const breaks: Record<string, (pdf: ParsedPdf) => void> = {
  '19005-3 6.1.2': (pdf) => pdf.bytes.set(Buffer.from('abcd'), 10),
  '19005-3 6.1.3': ({ doc: { context } }) => delete context.trailerInfo.ID,
  '19005-3 6.2.3': (pdf) => change(items(pdf, inCatalog(pdf, 'OutputIntents'))[0], 'DestOutputProfile', null),
  '19005-3 6.2.4.3': (pdf) => redraw(pdf, (source) => `${source}\n0 0 0 1 k`),
  '19005-3 6.2.8': (pdf) => change(dictOf(pdf, 'Subtype', 'Image'), 'Interpolate', true),
  '19005-3 6.2.10': (pdf) => change(dictOf(pdf, 'Subtype', 'Image'), 'SMask', 'None'),
  '19005-3 6.2.11.4.1': (pdf) => change(dictOf(pdf, 'Type', 'FontDescriptor'), 'FontFile2', null),
  '19005-3 6.2.11.5': (pdf) => change(dictOf(pdf, 'Subtype', 'CIDFontType2'), 'W', [0, [500, 1, 1]]),
  '19005-3 6.2.11.7.2': (pdf) => change(dictOf(pdf, 'Subtype', 'Type0'), 'ToUnicode', null),
  '19005-3 6.2.11.8': (pdf) => redraw(pdf, (source) => source.replace(/<[0-9a-f]{4}/, '<0000')),
  '19005-3 6.3, 6.4, 6.5.1': (pdf) => change(pdf.doc.catalog, 'OpenAction', { S: 'JavaScript' }),
  '19005-3 6.6.2.1': (pdf) => rewrite(pdf, (xmp) => xmp.replace('<dc:title>', '<dc:title>Zonen & Co')),
  '19005-3 6.6.2.3': (pdf) =>
    rewrite(pdf, (xmp) => xmp.replace(/<pdfaExtension:schemas>.*<.pdfaExtension:schemas>/s, '')),
  '19005-3 6.6.4': (pdf) => rewrite(pdf, (xmp) => xmp.replace('part>3<', 'part>2<')),
  '19005-3 6.7.2.2': (pdf) => change(inCatalog(pdf, 'MarkInfo'), 'Marked', false),
  '19005-3 6.7.3.4': (pdf) => change(elementOf(pdf, 'P'), 'S', 'Paragraph'),
  '19005-3 6.7.4': (pdf) => change(pdf.doc.catalog, 'Lang', null),
  '19005-3 6.8': (pdf) => change(pdf.doc.catalog, 'AF', null),
  '14289-1 5': (pdf) => rewrite(pdf, (xmp) => xmp.replace('<pdfuaid:part>1<', '<pdfuaid:part>9<')),
  '14289-1 7.1 all': (pdf) => redraw(pdf, (source) => `${source}\n0 0 9 9 re f`),
  '14289-1 7.1 shows': (pdf) => change(inCatalog(pdf, 'ViewerPreferences'), 'DisplayDocTitle', false),
  '14289-1 7.2': (pdf) => (at(pdf, elementOf(pdf, 'TR'), 'K') as PDFArray).remove(0),
  '14289-1 7.3': (pdf) => change(elementOf(pdf, 'Figure'), 'Alt', null),
  '14289-1 7.4.2': (pdf) => change(elementOf(pdf, 'H1'), 'S', 'H2'),
  '14289-1 7.5': (pdf) => change(elementOf(pdf, 'TH'), 'A', null),
  '14289-1 7.18.3': (pdf) => change(pdf.doc.getPage(0).node, 'Tabs', null),
};

describe('a broken PDF', () => {
  let whole: Uint8Array;
  beforeAll(async () => {
    whole = await samples.invoice('en');
  });

  test.each(Object.keys(rules))('is told from a whole one: %s', async (rule) => {
    const pdf = await parsePdf(Uint8Array.from(whole));
    const [, breakIt] = Object.entries(breaks).find(([clause]) => rule.startsWith(`${clause} `)) ?? [];
    breakIt?.(pdf);
    expect(brokenRules(pdf)).toContain(rule);
  });
});

/** Null takes the key away. */
function change(
  dict: unknown,
  key: string,
  value: string | boolean | null | { S: string } | (number | number[])[],
): void {
  if (!(dict instanceof PDFDict)) throw new Error(`nothing to change ${key} of`);
  if (value === null) dict.delete(PDFName.of(key));
  else dict.set(PDFName.of(key), dict.context.obj(value as string));
}

function dictOf(pdf: ParsedPdf, key: string, value: string): PDFDict | undefined {
  return everyDict(pdf).find(({ dict }) => said(at(pdf, dict, key)) === value)?.dict;
}

function elementOf(pdf: ParsedPdf, tag: string): PDFDict | undefined {
  return everyNode(structureOf(pdf)).find((node) => node.tag === tag)?.dict;
}

function redraw({ doc }: ParsedPdf, changed: (source: string) => string): void {
  const { node } = doc.getPage(0);
  const source = Buffer.from(bytesIn(doc.context.lookup(node.get(PDFName.of('Contents'))))).toString('latin1');
  const stream = doc.context.flateStream(Buffer.from(changed(source), 'latin1'));
  node.set(PDFName.of('Contents'), doc.context.register(stream));
}

function rewrite(pdf: ParsedPdf, changed: (xmp: string) => string): void {
  const stream = PDFRawStream.of(pdf.doc.context.obj({}), Buffer.from(changed(metadataOf(pdf))));
  pdf.doc.catalog.set(PDFName.of('Metadata'), pdf.doc.context.register(stream));
}
