import { createHash } from 'node:crypto';
import type { Font } from 'fontkit';
import PdfKit from 'pdfkit';
import { attachSource, type SourceFile } from './pdf-source.ts';
import { laidOutWords, pdfFonts, type FontName, type LaidOutWords } from './pdf-fonts.ts';
import { describePdf } from './pdf-metadata.ts';

/** What a file says of itself. The date is the document's, not the moment's: the same document gives the same bytes. */
export type PdfAbout = {
  title: string;
  author: string;
  language: string;
  date: Date;
  /** The file that the document was read from, carried along where there is one. */
  source?: SourceFile | null;
};

/**
 * An empty file of PDF/A-3, level A (ISO 19005-3), that is PDF/UA-1 (ISO 14289-1) too if all that is drawn is tagged. pdfkit knows most of
 * it; what it leaves out or gets wrong is made good here.
 */
export function openArchive(about: PdfAbout): { doc: PDFKit.PDFDocument; finished: Promise<Uint8Array> } {
  const { title, author, language, date } = about;
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    // Without this it reads Helvetica for every document, and never draws it.
    font: '',
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title: title, Author: author, Creator: 'Quittance', CreationDate: date, ModDate: date },
  });
  // Its own would write title and author into the XML as they are, an ampersand too.
  doc._addInfo = () => doc.appendXML(describePdf(about, doc.info.Producer ?? ''));
  for (const name of ['regular', 'bold'] satisfies FontName[]) openFont(doc, name);
  if (about.source) attachSource(doc, about.source, date);
  return { doc, finished: bytesOf(doc) };
}

function openFont(doc: PDFKit.PDFDocument, name: FontName): void {
  const font = doc.registerFont(name, pdfFonts()[name]).font(name)._font;
  font.layoutCache = laidOutWords(name);
  // No text shows the glyph for what a font lacks, but where its meaning is asked for, it must not be zero (ISO 19005-3, 6.2.11.7.2).
  font.unicode[0] = [0xfffd];
  const embed = font.embed.bind(font);
  font.embed = () => {
    const program = font.subset.encode();
    font.subset.encode = () => program;
    let isProgram = true;
    // The first thing that is made without anything in it is the stream of the font, which has to say its length (ISO 32000-1, table 127).
    const ref = (data?: object) => {
      const made = doc.ref(data ?? (isProgram ? { Length1: program.length } : {}));
      isProgram = false;
      return made;
    };
    const embedding: unknown = Object.create(doc, { ref: { value: ref } });
    Object.assign(font, { document: embedding });
    embed();
  };
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(withOwnId(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
}

/** pdfkit makes the identifier of a file from its title, author and day, which several receipts share. Here it comes from all of it. */
function withOwnId(bytes: Buffer): Uint8Array {
  const at = bytes.lastIndexOf('/ID [<') + '/ID ['.length;
  const id = `<${createHash('md5').update(bytes).digest('hex')}>`;
  bytes.write(`${id} ${id}`, at, 'latin1');
  return bytes;
}

declare global {
  namespace PDFKit {
    // All are in pdfkit; the published types are older, or leave them to those who know what they do.
    interface PDFDocument {
      _font: EmbeddedFont;
      _root: { data: Record<string, unknown> };
      _addInfo(): void;
      appendXML(xml: string): void;
      addNamedEmbeddedFile(name: string, specification: PDFKitReference): void;
    }
    interface EmbeddedFont {
      document: PDFDocument;
      layoutCache: LaidOutWords;
      unicode: number[][];
      subset: { encode(): Uint8Array };
      embed(): void;
    }
    namespace Mixins {
      interface PDFFont {
        registerFont(name: string, font: Font): PDFDocument;
      }
    }
  }
}
