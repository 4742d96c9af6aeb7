import { at } from './rule.ts';
import type { Rule } from './rule.ts';
import { everywhere } from './ubl-document.ts';
import type { UblDocument } from './ubl-document.ts';
import { textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A document embedded in the file (BG-24). */
export type Attachment = {
  /** Without any folder: fit to be shown and to be offered for saving. */
  fileName: string;
  mediaType: string;
  /** BT-123 */
  description: string | null;
  bytes: Uint8Array<ArrayBuffer>;
};

const path = '/cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject';

export const attachmentRules: readonly Rule[] = [
  {
    id: 'UBL',
    context: at(path),
    check: (element) =>
      isBase64(compact(element)) ? null : { message: 'The embedded document is not valid Base64. Embed it again.' },
  },
  {
    id: 'BG-24',
    isWarning: true,
    context: at(path),
    check: (element) => {
      if (element.attributes.get('mimeCode') !== 'application/pdf' || compact(element).startsWith('JVBERi'))
        return null;
      return {
        message: 'The embedded document says that it is a PDF, but does not begin like one. It is kept as it is.',
      };
    },
  },
];

export function readAttachments(document: UblDocument): Attachment[] {
  return everywhere(document, path).map((element, index) => ({
    fileName: fileNameOf(element.attributes.get('filename') ?? '') || `attachment-${index + 1}`,
    mediaType: element.attributes.get('mimeCode') ?? 'application/octet-stream',
    description: element.parent?.parent ? textAt(element.parent.parent, 'cbc:DocumentDescription') : null,
    bytes: Uint8Array.from(Buffer.from(compact(element), 'base64')),
  }));
}

/** The last part of a path, without what a file system or a header could trip over. */
function fileNameOf(written: string): string {
  const last = written.split(/[/\\]/).at(-1) ?? '';
  return last
    .replaceAll(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '')
    .replace(/^[. ]+/, '')
    .trim()
    .slice(0, 120);
}

function compact(element: XmlElement): string {
  return element.text.replaceAll(/\s+/g, '');
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
