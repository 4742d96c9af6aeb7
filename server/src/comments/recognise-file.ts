import { pictureType } from '../branding/picture-type.ts';
import type { PictureType } from '../files/redraw-picture.ts';
import { safeFileName } from '../imports/safe-file-name.ts';

/** What a file is, and what it may be called. */
export type RecognisedFile = { mediaType: string; fileName: string; picture: PictureType | null };

const office = 'application/vnd.openxmlformats-officedocument';
const endings = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'text/plain': ['.txt'],
  'text/csv': ['.csv'],
  [`${office}.spreadsheetml.sheet`]: ['.xlsx'],
  [`${office}.wordprocessingml.document`]: ['.docx'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
} satisfies Record<string, string[]>;
type MediaType = keyof typeof endings;

/**
 * By its bytes, whatever it is called or said to be; null for a kind that nobody needs here or that runs when it is opened: markup, SVG,
 * archives, programs, office documents with macros. The name gets the ending of what the file is.
 */
export function recogniseFile(name: string, bytes: Uint8Array): RecognisedFile | null {
  const fileName = safeFileName(name, 'file');
  const picture = pictureType(bytes);
  const mediaType =
    picture ?? mediaTypeOf(fileName.toLowerCase(), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  return mediaType && { mediaType, fileName: withEnding(fileName, mediaType), picture };
}

function mediaTypeOf(name: string, bytes: Buffer): MediaType | null {
  if (startsWith(bytes, '%PDF-')) return 'application/pdf';
  if (startsWith(bytes, 'PK\x03\x04')) return officeType(bytes);
  // Text has no signature: its ending says what it is meant to be, and its bytes that it is nothing else.
  if (!isText(bytes)) return null;
  if (name.endsWith('.csv')) return 'text/csv';
  return name.endsWith('.txt') ? 'text/plain' : null;
}

/** Office documents are archives. The names in one stand in the clear, so nothing has to be unpacked to tell what it is. */
function officeType(bytes: Buffer): MediaType | null {
  if (bytes.includes('vbaProject.bin') || bytes.includes('Basic/Standard/')) return null;
  // The first entry, which must be packed without compression: 30 bytes of header, its name, its content.
  const first = bytes.subarray(30, 120).toString('latin1');
  if (first.startsWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'))
    return 'application/vnd.oasis.opendocument.spreadsheet';
  if (!bytes.includes('[Content_Types].xml')) return null;
  if (bytes.includes('xl/workbook.xml')) return `${office}.spreadsheetml.sheet`;
  return bytes.includes('word/document.xml') ? `${office}.wordprocessingml.document` : null;
}

/** In whichever of the usual encodings: none of them has these control characters. */
function isText(bytes: Buffer): boolean {
  return !bytes.some((byte) => (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte)) || byte === 0x7f);
}

function startsWith(bytes: Buffer, signature: string): boolean {
  return bytes.subarray(0, signature.length).toString('latin1') === signature;
}

function withEnding(name: string, mediaType: MediaType): string {
  const own: string[] = endings[mediaType];
  return own.some((ending) => name.toLowerCase().endsWith(ending)) ? name : `${name}${own[0]}`;
}
