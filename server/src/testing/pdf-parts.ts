import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib';

// The parts of a PDF that rules speak of, read by a library that has nothing in common with the one that draws.

export type ParsedPdf = { bytes: Uint8Array; doc: PDFDocument };

export async function parsePdf(bytes: Uint8Array): Promise<ParsedPdf> {
  return { bytes, doc: await PDFDocument.load(bytes, { updateMetadata: false }) };
}

/** What is at the end of a path of keys, references followed; undefined where the path ends before. */
export function at({ doc }: ParsedPdf, from: PDFObject | undefined, ...keys: string[]): PDFObject | undefined {
  let found = resolved(doc, from);
  for (const key of keys) {
    const dict = found instanceof PDFRawStream ? found.dict : found;
    if (!(dict instanceof PDFDict)) return undefined;
    found = resolved(doc, dict.get(PDFName.of(key)));
  }
  return found;
}

function resolved(doc: PDFDocument, object: PDFObject | undefined): PDFObject | undefined {
  return object instanceof PDFRef ? doc.context.lookup(object) : object;
}

export function inCatalog(pdf: ParsedPdf, ...keys: string[]): PDFObject | undefined {
  return at(pdf, pdf.doc.catalog, ...keys);
}

/** A name without its slash, a text, a number as text. */
export function said(object: PDFObject | undefined): string | undefined {
  if (object instanceof PDFName || object instanceof PDFString || object instanceof PDFHexString) {
    return object.decodeText();
  }
  return object?.toString();
}

export function items({ doc }: ParsedPdf, object: PDFObject | undefined): PDFObject[] {
  if (!(object instanceof PDFArray)) return object ? [object] : [];
  return object.asArray().flatMap((item) => resolved(doc, item) ?? []);
}

export function bytesIn(object: PDFObject | undefined): Uint8Array {
  return object instanceof PDFRawStream ? decodePDFRawStream(object).decode() : new Uint8Array();
}

export function metadataOf(pdf: ParsedPdf): string {
  return Buffer.from(bytesIn(inCatalog(pdf, 'Metadata'))).toString();
}

export function everyDict({ doc }: ParsedPdf): { dict: PDFDict; stream: PDFRawStream | null }[] {
  return doc.context
    .enumerateIndirectObjects()
    .flatMap(([, object]): { dict: PDFDict; stream: PDFRawStream | null }[] => {
      if (object instanceof PDFRawStream) return [{ dict: object.dict, stream: object }];
      return object instanceof PDFDict ? [{ dict: object, stream: null }] : [];
    });
}

/** What is drawn by one operator, and the marks that it stands in, the outermost first. */
export type Drawn = { page: number; operator: string; operands: string[]; font: string; marks: Mark[] };
/** `actual` is what the text within it means, where that is not what it shows. */
export type Mark = { tag: string; mcid: number | null; actual: string | null };

const token = /\((?:\\.|[^\\()])*\)|<<|>>|<[0-9a-fA-F\s]*>|[[\]]|\/[^\s[\]()<>/]*|[^\s[\]()<>/]+/gs;
const isOperator = (text: string) => /^[A-Za-z'"][A-Za-z0-9*'"]*$/.test(text) && !/^(true|false|null)$/.test(text);

export function drawnIn(pdf: ParsedPdf): Drawn[] {
  return pdf.doc.getPages().flatMap(({ node }, page) => {
    const [marks, drawn]: [Mark[], Drawn[]] = [[], []];
    let [operands, font]: [string[], string] = [[], ''];
    const source = Buffer.from(bytesIn(at(pdf, node, 'Contents'))).toString('latin1');
    for (const text of source.match(token) ?? []) {
      if (!isOperator(text)) {
        operands.push(text);
        continue;
      }
      if (text === 'BDC' || text === 'BMC') marks.push(markOf(operands));
      else if (text === 'EMC') marks.pop();
      else if (text === 'Tf') font = operands[0]?.slice(1) ?? '';
      else drawn.push({ page, operator: text, operands, font, marks: [...marks] });
      operands = [];
    }
    return drawn;
  });
}

function markOf([tag = '', ...properties]: string[]): Mark {
  const after = (key: string) => properties[properties.indexOf(key) + 1];
  return {
    tag: tag.slice(1),
    mcid: properties.includes('/MCID') ? Number(after('/MCID')) : null,
    actual: properties.includes('/ActualText')
      ? PDFString.of(after('/ActualText')?.slice(1, -1) ?? '').decodeText()
      : null,
  };
}

/** The glyphs of a text operator: all text of ours is numbers of two bytes. */
export function glyphsIn({ operands }: Drawn): number[] {
  const digits = operands.filter((operand) => operand.startsWith('<')).map((operand) => operand.slice(1, -1));
  return (digits.join('').match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16));
}

export type StructureNode = { tag: string; dict: PDFDict; children: StructureNode[] };

/** The elements under the root of the structure, in reading order. */
export function structureOf(pdf: ParsedPdf): StructureNode[] {
  return nodesIn(pdf, inCatalog(pdf, 'StructTreeRoot', 'K'));
}

function nodesIn(pdf: ParsedPdf, kids: PDFObject | undefined): StructureNode[] {
  return items(pdf, kids).flatMap((kid) => {
    if (!(kid instanceof PDFDict) || !kid.has(PDFName.of('S'))) return [];
    return [{ tag: said(at(pdf, kid, 'S')) ?? '', dict: kid, children: nodesIn(pdf, at(pdf, kid, 'K')) }];
  });
}

export function everyNode(nodes: StructureNode[]): StructureNode[] {
  return nodes.flatMap((node) => [node, ...everyNode(node.children)]);
}

/** The pieces of content that an element holds itself. */
export function contentIds(pdf: ParsedPdf, { dict }: StructureNode): number[] {
  return items(pdf, at(pdf, dict, 'K')).flatMap((kid) => {
    const id = kid instanceof PDFDict ? at(pdf, kid, 'MCID') : kid;
    return id instanceof PDFNumber ? [id.asNumber()] : [];
  });
}
