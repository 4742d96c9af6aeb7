import { wordsOf } from '../email/wording.ts';

const markers = Object.values(wordsOf).map(({ comment }) => plain(comment.replyAbove));

/** Beginnings of the lines by which mail programs introduce what they quote, and what ends them. */
const introductions: readonly [begin: RegExp, end: RegExp][] = [
  [/^On\s/, /\bwrote:$/],
  [/^Le\s/, /\ba écrit\s?:$/],
  [/^Op\s/, /\bschreef\b.{0,200}:$/],
  [/^Am\s/, /\bschrieb\b.{0,200}:$/],
  [/^El\s/, /\bescribió:$/],
  [/^Il\s/, /\bha scritto:$/],
];
const introductionLinesMax = 4;
const letterheadLinesMax = 3;
const markerLengthMax = 300;
/** Nobody writes a time or a year and such an ending into a sentence of one's own. */
const instant = /\d{4}|\d{1,2}[:.]\d{2}/;

const original =
  /^-{2,}\s*(Original Message|Message d.origine|Oorspronkelijk bericht|Ursprüngliche Nachricht|Mensaje original|Messaggio originale)\s*-{2,}$/i;
const headerLine =
  /^\*?(From|Sent|To|Cc|Date|Subject|Von|Gesendet|An|Datum|Betreff|De|Envoyé|À|Objet|Van|Verzonden|Aan|Onderwerp|Enviado|Para|Asunto|Fecha|Da|Inviato|A|Oggetto|Data)\s?:\*?\s.{1,500}$/;
const headerLinesMin = 3;

const deviceLine =
  /^(Sent from my |Get Outlook for |Envoyé de mon |Envoyé depuis |Télécharger Outlook pour |Verstuurd vanaf mijn |Outlook voor .{1,20} downloaden|Von meinem .{1,30} gesendet|Gesendet von |Enviado desde mi |Obtener Outlook para |Inviato da(l mio)? |Scarica Outlook per ).{0,100}$/i;

/** What somebody wrote into an answer by mail: without what the mail program quoted below or between, and without the signature. */
export function cutQuote(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const own = beforeHeaders(beforeMarker(lines));
  const said = withoutIntroductions(own).filter((line) => !line.startsWith('>'));
  return withoutDevice(beforeSignature(said)).join('\n').trim();
}

/** Everything below our own line is our own mail. In a quote it goes with the quote, for some write their answer below. */
function beforeMarker(lines: string[]): string[] {
  const at = lines.findIndex((line) => !line.startsWith('>') && isMarker(line));
  return at === -1 ? lines : beforeLetterhead(lines.slice(0, at));
}

/** Above our line stands the head of our mail, its sender and preview, and above that what the mail program introduces it with. */
function beforeLetterhead(lines: string[]): string[] {
  const filled = [...lines.keys()].filter((index) => lines[index]?.trim() !== '');
  const lastAbove = filled.at(-letterheadLinesMax - 1) ?? -1;
  const at = lines.findIndex((_, index) => {
    const length = shapeLength(lines, index);
    return length > 0 && index + length > lastAbove;
  });
  return at === -1 ? lines : lines.slice(0, at);
}

function isMarker(line: string): boolean {
  const shown = line.trim();
  if (shown.length > markerLengthMax) return false;
  const [, words] = /^[\s*|]*##\s*(.{5,120}?)\s*##/.exec(shown) ?? [];
  return words !== undefined && markers.includes(plain(words));
}

function beforeHeaders(lines: string[]): string[] {
  const at = lines.findIndex((line, index) => {
    const next = lines.slice(index, index + headerLinesMin);
    return original.test(line.trim()) || (next.length === headerLinesMin && next.every(isHeader));
  });
  if (at === -1) return lines;
  const ruled = at > 0 && /^[_-]{5,}$/.test((lines[at - 1] ?? '').trim());
  return lines.slice(0, ruled ? at - 1 : at);
}

function isHeader(line: string): boolean {
  return headerLine.test(line.trim());
}

/** Introductions before a quote, or before nothing. */
function withoutIntroductions(lines: string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const length = introductionLength(lines, at);
    if (length === 0) kept.push(lines[at] ?? '');
    else at += length - 1;
  }
  return kept;
}

function introductionLength(lines: string[], at: number): number {
  const length = shapeLength(lines, at);
  if (length === 0) return 0;
  let next = at + length;
  while (lines[next]?.trim() === '') next += 1;
  return lines[next]?.startsWith('>') === false ? 0 : length;
}

/** How many lines from here look like an introduction. */
function shapeLength(lines: string[], at: number): number {
  const first = (lines[at] ?? '').trim();
  const shape = introductions.find(([begin]) => begin.test(first));
  if (!shape) return 0;
  for (let length = 1; length <= introductionLinesMax; length += 1) {
    const joined = lines
      .slice(at, at + length)
      .join(' ')
      .trim()
      .slice(0, 600);
    if (shape[1].test(joined) && instant.test(joined)) return length;
  }
  return 0;
}

function beforeSignature(lines: string[]): string[] {
  const at = lines.findIndex((line) => /^-- ?$/.test(line));
  return at === -1 ? lines : lines.slice(0, at);
}

function withoutDevice(lines: string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return deviceLine.test((lines[last] ?? '').trim()) ? lines.slice(0, last) : lines;
}

/** As mail programs may have changed it: case and spaces do not count. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
