import { parentPort, workerData } from 'node:worker_threads';
import { convert } from 'html-to-text';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { cutQuote } from './cut-quote.ts';
import type { ReadMail } from './read-mail.ts';

// The thread of `read-mail.ts`: a raw message in, what it says out, then it ends.

const limits = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true };
const textMax = 200_000;
/** A picture inside the text is part of a letterhead up to this size, and a photo above it. */
const ornamentBytesMax = 50 * 1024;
const wrappings =
  /^(application\/(x-)?pkcs7-signature|application\/pgp-(signature|keys)|application\/ms-tnef|text\/(x-)?v(card|calendar)|text\/calendar)$/;

if (workerData instanceof Uint8Array) parentPort?.postMessage(read(await PostalMime.parse(workerData, limits)), []);

function read(mail: Email): ReadMail {
  // Some programs send an empty plain text beside what was written as HTML.
  const text = mail.text?.trim() ? mail.text : textOf(mail.html ?? '');
  return {
    messageId: mail.messageId ?? null,
    fromName: mail.from?.name ?? '',
    isAutomatic: isAutomatic(mail),
    text: cutQuote(text.slice(0, textMax)),
    files: mail.attachments.filter((part) => !isOrnament(part)).map(fileOf),
  };
}

/** Quotes get the `>` that they have in plain text. */
function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 2 * textMax, maxDepth: 100 },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
    ],
  });
}

/** RFC 3834, and what was usual before it. */
function isAutomatic({ headers, from, returnPath }: Email): boolean {
  const values = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value.toLowerCase());
  const says = (name: string, pattern: RegExp) => values(name).some((value) => pattern.test(value.trim()));
  return (
    values('auto-submitted').some((value) => !/^no\b/.test(value.trim())) ||
    says('precedence', /^(bulk|junk|list|auto_reply)/) ||
    says('content-type', /^multipart\/report\b/) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-failed-recipients'].some((name) => says(name, /./)) ||
    values('return-path').some((value) => value.trim() === '<>') ||
    /^(mailer-daemon|postmaster)@/i.test(from?.address ?? returnPath ?? '')
  );
}

function isOrnament(part: Attachment): boolean {
  if (wrappings.test(part.mimeType)) return true;
  const isInside = part.related === true || (part.disposition !== 'attachment' && part.contentId !== undefined);
  return isInside && part.mimeType.startsWith('image/') && bytesOf(part).length <= ornamentBytesMax;
}

function fileOf(part: Attachment): { fileName: string; bytes: Uint8Array } {
  return { fileName: part.filename ?? part.mimeType.replace('/', '.'), bytes: bytesOf(part) };
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
