import { createHash } from 'node:crypto';

/** The file that a document was read from, as it came. */
export type SourceFile = { fileName: string; mediaType: string; bytes: Uint8Array };

/**
 * Carries the source along as an associated file of the whole document (ISO 19005-3, 6.8). pdfkit's own attachments name their checksum in
 * letters where its bytes belong.
 */
export function attachSource(doc: PDFKit.PDFDocument, { fileName, mediaType, bytes }: SourceFile, date: Date): void {
  const stream = doc.ref({
    Type: 'EmbeddedFile',
    // The name of a media type; in a PDF its slash would begin another name.
    Subtype: mediaType.replaceAll(/[^\w.+-]/g, (character) => `#${Buffer.from(character).toString('hex')}`),
    Params: { Size: bytes.length, CheckSum: createHash('md5').update(bytes).digest(), ModDate: date },
  });
  stream.end(Buffer.from(bytes));
  const specification = doc.ref({
    Type: 'Filespec',
    // Old readers know no letters but those of ASCII; the others take the second name.
    F: textOf(fileName.replaceAll(/[^\x20-\x7e]/g, '_')),
    UF: textOf(fileName),
    EF: { F: stream, UF: stream },
    AFRelationship: 'Source',
  });
  specification.end(undefined);
  doc.addNamedEmbeddedFile(fileName, specification);
  doc._root.data.AF = [specification];
}

/** pdfkit takes a plain string for a name. */
function textOf(text: string): unknown {
  return Object(text);
}
