import { createHash } from 'node:crypto';
import type { DocumentContent } from '@quittance/shared/document.ts';
import type { NewDocumentFile } from './import-queries.ts';
import { isPdf } from './recognise-file.ts';
import { safeFileName, titledFileName } from './safe-file-name.ts';
import type { Attachment } from './ubl/attachments.ts';

/** A file that was read and found valid. */
export type ReadFile = {
  fileName: string;
  bytes: Uint8Array;
  document: DocumentContent;
  attachments: readonly Attachment[];
  /** What the reader found worth telling. */
  notes: readonly string[];
};

/** What is kept of a file: its own bytes, the PDF that customers download, and every other attachment. */
export function documentFiles(file: ReadFile, sha256: string): NewDocumentFile[] {
  const { document } = file;
  const plainNumber = titledFileName(document.number, document.kind);
  const original: NewDocumentFile = {
    role: 'original',
    fileName: safeFileName(file.fileName, `${plainNumber}.xml`),
    mediaType: 'application/xml',
    bytes: file.bytes,
    sha256,
  };
  const pdf = pictureOf(document, file.attachments);
  const embedded = file.attachments.map((attachment, at): NewDocumentFile => {
    const isFalsePdf = attachment.mediaType === 'application/pdf' && !isPdf(attachment.bytes);
    return {
      role: attachment === pdf ? 'pdf' : 'attachment',
      fileName: safeFileName(attachment.fileName, `attachment-${at + 1}`),
      mediaType: isFalsePdf ? 'application/octet-stream' : attachment.mediaType,
      bytes: attachment.bytes,
      sha256: createHash('sha256').update(attachment.bytes).digest('hex'),
    };
  });
  return withNamesOfTheirOwn([original, ...embedded]);
}

/** The attached PDF that shows the document itself: the one that carries its number, else the first. */
function pictureOf(document: DocumentContent, attachments: readonly Attachment[]): Attachment | undefined {
  const pdfs = attachments.filter(({ mediaType, bytes }) => mediaType === 'application/pdf' && isPdf(bytes));
  return pdfs.find(({ fileName }) => fileName.includes(document.number)) ?? pdfs[0];
}

/** Two files of one name would be one in a folder. */
function withNamesOfTheirOwn(files: NewDocumentFile[]): NewDocumentFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { fileName } = file;
    for (let count = 2; taken.has(fileName.toLowerCase()); count += 1)
      fileName = file.fileName.replace(/(\.[^.]*)?$/, (ending) => `-${count}${ending}`);
    taken.add(fileName.toLowerCase());
    return { ...file, fileName };
  });
}
