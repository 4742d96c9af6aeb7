import { createHash } from 'node:crypto';
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { SaxesParser } from 'saxes';
import {
  at,
  bytesIn,
  contentIds,
  drawnIn,
  everyDict,
  everyNode,
  glyphsIn,
  inCatalog,
  items,
  metadataOf,
  said,
  structureOf,
  type Drawn,
  type ParsedPdf,
  type StructureNode,
} from './pdf-parts.ts';

/** What PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask of a file such as ours; each rule tells what breaks it. */
export const rules: Record<string, (pdf: ParsedPdf) => string[]> = {
  '19005-3 6.1.2 header with a line of bytes after it': ({ bytes }) => {
    const [first = '', second = ''] = Buffer.from(bytes.subarray(0, 20)).toString('latin1').split('\n');
    return when(!/^%PDF-1\.[0-7]$/.test(first) || !/^%[\x80-\xff]{4}/.test(second), `${first} ${second}`);
  },
  '19005-3 6.1.3 identifier of the file, no encryption': ({ doc: { context } }) => {
    const { ID, Encrypt } = context.trailerInfo;
    const isPair = ID instanceof PDFArray && ID.size() === 2;
    return [...when(!isPair, 'no ID'), ...when(Encrypt !== undefined, 'encrypted')];
  },
  '19005-3 6.2.3 output intent of colour with a profile of its own': (pdf) => {
    const [intent] = items(pdf, inCatalog(pdf, 'OutputIntents'));
    const profile = Buffer.from(bytesIn(at(pdf, intent, 'DestOutputProfile')));
    const isRgb = profile.toString('latin1', 12, 20) === 'mntrRGB ' && profile.readUInt32BE(0) === profile.length;
    const isSaid =
      said(at(pdf, intent, 'S')) === 'GTS_PDFA1' && said(at(pdf, intent, 'DestOutputProfile', 'N')) === '3';
    return when(!isSaid || !isRgb, 'no profile of a screen with red, green and blue');
  },
  '19005-3 6.2.4.3 colours of the kind that the output intent has': (pdf) => {
    const isForeign = ({ operator, operands }: Drawn) =>
      ['k', 'K'].includes(operator) ||
      (['cs', 'CS'].includes(operator) && !/^\/Device(RGB|Gray)$/.test(operands[0] ?? ''));
    const pictures = everyDict(pdf).filter(({ dict }) => dict.toString().includes('/DeviceCMYK'));
    return [...drawnIn(pdf).filter(isForeign).map(whereIs), ...pictures.map(({ dict }) => dict.toString())];
  },
  '19005-3 6.2.8 pictures are neither smoothed nor exchanged': (pdf) =>
    everyDict(pdf).flatMap(({ dict }) =>
      when(said(at(pdf, dict, 'Interpolate')) === 'true' || dict.has(PDFName.of('Alternates')), dict.toString()),
    ),
  '19005-3 6.2.10 no transparency': (pdf) =>
    everyDict(pdf).flatMap(({ dict }) =>
      when(dict.has(PDFName.of('SMask')) || dict.has(PDFName.of('ca')) || dict.has(PDFName.of('BM')), dict.toString()),
    ),
  '19005-3 6.2.11.4.1 fonts are embedded and say their length': (pdf) =>
    fontsOf(pdf).flatMap(({ name, program, descriptor }) =>
      when(program.length === 0 || Number(said(at(pdf, descriptor, 'FontFile2', 'Length1'))) !== program.length, name),
    ),
  '19005-3 6.2.11.5 widths are those of the font': (pdf) =>
    fontsOf(pdf).flatMap(({ name, program, widths }) => {
      const own = widthsIn(program);
      return when(widths.length === 0 || widths.some((width, glyph) => Math.abs(width - (own[glyph] ?? 0)) > 1), name);
    }),
  '19005-3 6.2.11.7.2 every letter has its Unicode': (pdf) => {
    const fonts = new Map(fontsOf(pdf).map((font) => [font.id, font.unicode]));
    const isUnknown = (text: string | undefined) => !text || /[\0\ufeff\ufffe]/.test(text);
    return [
      ...drawnIn(pdf)
        .filter((drawn) => glyphsIn(drawn).some((glyph) => isUnknown(fonts.get(drawn.font)?.[glyph])))
        .map(whereIs),
      ...Array.from(fonts).flatMap(([id, unicode]) => when(unicode.some(isUnknown), id)),
    ];
  },
  '19005-3 6.2.11.8 nothing is drawn that the font lacks': (pdf) =>
    drawnIn(pdf)
      .filter((drawn) => glyphsIn(drawn).includes(0))
      .map(whereIs),
  '19005-3 6.3, 6.4, 6.5.1 no annotations, forms, actions': (pdf) => [
    ...pdf.doc
      .getPages()
      .flatMap(({ node }) => [
        ...when(node.has(PDFName.of('Annots')), 'Annots'),
        ...when(node.has(PDFName.of('AA')), 'AA'),
      ]),
    ...['AcroForm', 'OpenAction', 'AA'].flatMap((key) => when(inCatalog(pdf, key) !== undefined, key)),
    ...when(inCatalog(pdf, 'Names', 'JavaScript') !== undefined, 'JavaScript'),
  ],
  '19005-3 6.6.2.1 metadata as whole, plain XML': (pdf) => {
    const stream = inCatalog(pdf, 'Metadata');
    return [...when(at(pdf, stream, 'Filter') !== undefined, 'compressed'), ...faultsOfXml(metadataOf(pdf))];
  },
  '19005-3 6.6.2.3 properties that PDF/A does not know are explained': (pdf) => {
    const xmp = metadataOf(pdf);
    const used = Array.from(xmp.matchAll(/xmlns:(\w+)="([^"]+)"/g), ([, prefix = '', uri = '']) => ({ prefix, uri }));
    return used
      .filter(({ uri }) => !knownNamespaces.test(uri) && !xmp.includes(`namespaceURI>${uri}<`))
      .map(({ prefix }) => prefix);
  },
  '19005-3 6.6.4 says that it is part 3, level A': (pdf) =>
    when(!/<pdfaid:part>3<.*<pdfaid:conformance>A</s.test(metadataOf(pdf)), metadataOf(pdf)),
  '19005-3 6.7.2.2 says that it is tagged': (pdf) => [
    ...when(said(inCatalog(pdf, 'MarkInfo', 'Marked')) !== 'true', 'not marked'),
    ...when(said(inCatalog(pdf, 'MarkInfo', 'Suspects')) === 'true', 'suspects'),
  ],
  '19005-3 6.7.3.4 elements of standard kinds': (pdf) =>
    everyNode(structureOf(pdf))
      .filter(({ tag }) => !standardTags.has(tag))
      .map(({ tag }) => tag),
  '19005-3 6.7.4 says its language': (pdf) =>
    when(!/^[a-z]{2}(-[A-Z]{2})?$/.test(said(inCatalog(pdf, 'Lang')) ?? ''), 'Lang'),
  '19005-3 6.8 what is embedded says its kind and what it is to the document': (pdf) => {
    const named = items(pdf, inCatalog(pdf, 'Names', 'EmbeddedFiles', 'Names')).filter(
      (item) => item instanceof PDFDict,
    );
    const associated = items(pdf, inCatalog(pdf, 'AF'));
    return named.flatMap((file) => [...when(!associated.includes(file), 'not associated'), ...faultsOfFile(pdf, file)]);
  },
  '14289-1 5 says that it is part 1': (pdf) => when(!metadataOf(pdf).includes('<pdfuaid:part>1<'), metadataOf(pdf)),
  '14289-1 7.1 all that is drawn is either read or decoration': (pdf) => {
    const held = everyNode(structureOf(pdf)).reduce((sum, node) => sum + contentIds(pdf, node).length, 0);
    const pieces = new Set(
      drawnIn(pdf).flatMap(({ page, marks }) => marks.flatMap(({ mcid }) => (mcid === null ? [] : `${page} ${mcid}`))),
    );
    return [
      ...drawnIn(pdf)
        .filter((drawn) => painting.test(drawn.operator) && !hasOneMeaning(drawn))
        .map(whereIs),
      ...when(pieces.size !== held, `${pieces.size} pieces, ${held} of them in the structure`),
    ];
  },
  '14289-1 7.1 shows its title': (pdf) => [
    ...when(said(inCatalog(pdf, 'ViewerPreferences', 'DisplayDocTitle')) !== 'true', 'not shown'),
    ...when(!/<dc:title>.*x-default">[^<]/s.test(metadataOf(pdf)), 'no title'),
  ],
  '14289-1 7.2 tables are made of rows of as many cells': (pdf) =>
    everyNode(structureOf(pdf))
      .filter(({ tag, children }) => tag === 'Table' && !isRegular(children))
      .map(({ dict }) => dict.toString()),
  '14289-1 7.3 figures have a text and a place': (pdf) =>
    everyNode(structureOf(pdf))
      .filter(({ tag }) => tag === 'Figure')
      .flatMap(({ dict }) => when(!said(at(pdf, dict, 'Alt')) || !at(pdf, dict, 'A', 'BBox'), dict.toString())),
  '14289-1 7.4.2 headings begin at the first level and leave none out': (pdf) => {
    const levels = everyNode(structureOf(pdf)).flatMap(({ tag }) => (/^H\d$/.test(tag) ? Number(tag[1]) : []));
    return when(
      levels[0] !== 1 || levels.some((level, index) => level > (levels[index - 1] ?? 0) + 1),
      levels.join(' '),
    );
  },
  '14289-1 7.5 heads say whether they are of a row or a column': (pdf) =>
    everyNode(structureOf(pdf))
      .filter(({ tag }) => tag === 'TH')
      .flatMap(({ dict }) =>
        when(!['Row', 'Column'].includes(said(at(pdf, dict, 'A', 'Scope')) ?? ''), dict.toString()),
      ),
  '14289-1 7.18.3 the keyboard follows the structure': ({ doc }) =>
    doc
      .getPages()
      .flatMap(({ node }, page) => when(node.get(PDFName.of('Tabs')) !== PDFName.of('S'), `page ${page + 1}`)),
};

/** The names of the rules that a file breaks. */
export function brokenRules(pdf: ParsedPdf): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => (rule(pdf).length > 0 ? [name] : []));
}

const knownNamespaces =
  /^(adobe:ns:meta\/|http:\/\/(www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#|purl\.org\/dc\/elements\/1\.1\/|ns\.adobe\.com\/(xap\/1\.0|pdf\/1\.3)\/|www\.aiim\.org\/pdfa\/ns\/(id\/|extension\/|schema#|property#)))$/;
const standardTags = new Set(['Document', 'Sect', 'P', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure']);
const painting = /^(f\*?|F|B\*?|b\*?|S|s|Do|TJ|Tj|'|"|sh)$/;

function when(isBroken: boolean, why: string): string[] {
  return isBroken ? [why] : [];
}

function whereIs({ page, operator, operands }: Drawn): string {
  return `page ${page + 1}: ${operands.join(' ')} ${operator}`;
}

/** Read once, or passed over; not both, and not twice. */
function hasOneMeaning({ marks }: Drawn): boolean {
  return marks.filter(({ tag, mcid }) => tag === 'Artifact' || mcid !== null).length === 1;
}

function isRegular(rows: StructureNode[]): boolean {
  const isRow = ({ tag, children }: StructureNode) =>
    tag === 'TR' && children.every((cell) => cell.tag === 'TH' || cell.tag === 'TD');
  return rows.length > 0 && rows.every(isRow) && new Set(rows.map(({ children }) => children.length)).size === 1;
}

function faultsOfXml(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => faults.push(message));
  parser.write(xml).close();
  return faults;
}

function faultsOfFile(pdf: ParsedPdf, file: PDFObject): string[] {
  const stream = at(pdf, file, 'EF', 'F');
  const sum = createHash('md5').update(bytesIn(stream)).digest('hex');
  const isWhole = [said(at(pdf, file, 'F')), said(at(pdf, file, 'UF'))].every((name) => name);
  return [
    ...when(!/^[\w.+-]+\/[\w.+-]+$/.test(said(at(pdf, stream, 'Subtype')) ?? ''), 'no media type'),
    ...when(!isWhole, 'no name'),
    ...when(
      !/^(Source|Alternative|Data|Supplement|Unspecified)$/.test(said(at(pdf, file, 'AFRelationship')) ?? ''),
      'no relationship',
    ),
    ...when(at(pdf, stream, 'Params', 'ModDate') === undefined, 'no date'),
    ...when(at(pdf, stream, 'Params', 'CheckSum')?.toString().toLowerCase() !== `<${sum}>`, 'another checksum'),
  ];
}

function fontsOf(pdf: ParsedPdf) {
  const ids = new Map<string, PDFObject>();
  for (const { node } of pdf.doc.getPages()) {
    const fonts = at(pdf, node, 'Resources', 'Font');
    if (fonts instanceof PDFDict) for (const [name, font] of fonts.entries()) ids.set(name.decodeText(), font);
  }
  return Array.from(ids, ([id, font]) => {
    const [own] = items(pdf, at(pdf, font, 'DescendantFonts'));
    const descriptor = at(pdf, own, 'FontDescriptor');
    const [, widths] = items(pdf, at(pdf, own, 'W'));
    return {
      id,
      name: said(at(pdf, font, 'BaseFont')) ?? id,
      descriptor,
      program: bytesIn(at(pdf, descriptor, 'FontFile2')),
      widths: items(pdf, widths).flatMap((width) => (width instanceof PDFNumber ? width.asNumber() : [])),
      unicode: unicodeIn(Buffer.from(bytesIn(at(pdf, font, 'ToUnicode'))).toString('latin1')),
    };
  });
}

/** By the number of the glyph. */
function unicodeIn(map: string): string[] {
  const lists = Array.from(map.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g), ([, list = '']) => list);
  return lists.flatMap((list) =>
    Array.from(list.matchAll(/<([^>]*)>/g), ([, digits = '']) =>
      Buffer.from(digits.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ),
  );
}

/** As TrueType has them, in thousandths of the size. */
function widthsIn(program: Uint8Array): number[] {
  const file = Buffer.from(program);
  if (file.length === 0) return [];
  const tables = new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
      const entry = 12 + 16 * index;
      return [file.toString('latin1', entry, entry + 4), file.readUInt32BE(entry + 8)] as const;
    }),
  );
  const start = (name: string) => tables.get(name) ?? 0;
  const scale = 1000 / file.readUInt16BE(start('head') + 18);
  const count = file.readUInt16BE(start('hhea') + 34);
  return Array.from({ length: count }, (_, glyph) => file.readUInt16BE(start('hmtx') + 4 * glyph) * scale);
}
