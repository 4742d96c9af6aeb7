import { fileBytesMax } from './limits.ts';
import type { Refusal } from '@quittance/shared/import-report.ts';

export type Decoded = { ok: true; text: string } | { ok: false; refusal: Refusal };

/** What invoices come in. The web's decoder knows more, but each further one is another way to say one thing to us and another to the sender. */
const encodings: ReadonlySet<string> = new Set([
  'utf-8',
  'utf8',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1252',
]);

export function decodeXml(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return refused('XML', 'The file is empty.');
  if (bytes.length > fileBytesMax) {
    return refused(
      'LIMIT',
      `The file has ${bytes.length} bytes; at most ${fileBytesMax} are read. Send its attachments on their own.`,
    );
  }
  const encoding = encodingOf(bytes);
  if (!encoding.known) {
    return refused(
      'XML',
      `The file says that its encoding is ${encoding.label}, which is not read here or is not true. Save it as UTF-8.`,
    );
  }
  const text = decode(bytes, encoding.label);
  if (text === null)
    return refused('XML', `The file is not valid ${encoding.label.toUpperCase()} text. Save it as UTF-8.`);
  if (!text.trimStart().startsWith('<'))
    return refused('XML', 'The file is not XML. Send the invoice as a UBL 2.1 file.');
  if (hasDoctype(text)) {
    return refused(
      'XML',
      'The file contains a DOCTYPE, which no invoice needs and which is never read. Send it without.',
    );
  }
  return { ok: true, text };
}

function refused(rule: string, message: string): Decoded {
  return { ok: false, refusal: { rule, element: '/', message } };
}

/** By the byte order mark, the first two bytes, or the XML declaration, in this order (XML 1.0, appendix F). */
function encodingOf(bytes: Uint8Array): { label: string; known: boolean } {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', known: true };
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe))
    return { label: 'utf-32', known: false };
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && c !== 0)) return { label: 'utf-16le', known: true };
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return { label: 'utf-16be', known: true };
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
  return { label, known: encodings.has(label) };
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A DOCTYPE can only stand before the root element, among comments and processing instructions. */
function hasDoctype(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else return text.slice(at, at + 9).toUpperCase() === '<!DOCTYPE';
  }
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}
