/** What a file is when it is not UBL, in words for the report. Null for XML, which the reader looks into itself. */
export function recogniseFile(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'is empty';
  if (looksLikeXml(bytes)) return null;
  if (isPdf(bytes)) return 'is a PDF';
  const known = signatures.find(([signature]) => startsWith(bytes, signature));
  if (known) return known[1];
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 256)).trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return 'looks like JSON';
  return 'is not XML';
}

/** Readers of PDF accept the signature anywhere in the first 1024 bytes. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive or an Office file'],
  [[0x50, 0x4b, 0x05, 0x06], 'is an empty ZIP archive'],
  [[0x1f, 0x8b], 'is compressed with gzip'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a PNG picture'],
  [[0xff, 0xd8, 0xff], 'is a JPEG picture'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an old Office file'],
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** The first character that is no space is `<`, in UTF-8 or UTF-16, with or without a byte order mark. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const first = [...bytes.subarray(0, 256)].find((byte) => !skipped.has(byte));
  return first === 0x3c;
}

const skipped: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);
