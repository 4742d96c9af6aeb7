const lengthMax = 10_000;

/** Text from outside, fit to be drawn: nothing that has no shape of its own, nothing that turns the reading direction. Line breaks stay. */
export function printable(text: string): string {
  return (
    text
      .slice(0, lengthMax)
      .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      .replaceAll(/[\t[\p{Zs}--[\u00a0\u202f]]]/gv, ' ')
      .replaceAll(/[[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]--\n]/gv, '')
      .normalize('NFC')
      // Files are indented; what they say is not.
      .replaceAll(/ {2,}/g, ' ')
      .replaceAll(/ ?\n ?/g, '\n')
      .trim()
  );
}

type WidthOf = (text: string) => number;

/**
 * Breaks text into lines of at most `width`: at spaces, after hyphens and slashes, and within a word that is wider than a line.
 * Words are measured with the space after them, as they will be drawn, so that each is laid out once.
 */
export function wrapLines(text: string, width: number, widthOf: WidthOf): string[] {
  const spaceWidth = widthOf(' ');
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let used = 0;
    for (const piece of pieces(paragraph, width, widthOf)) {
      const pieceWidth = widthOf(piece);
      const visibleWidth = piece.endsWith(' ') ? pieceWidth - spaceWidth : pieceWidth;
      if (line !== '' && used + visibleWidth > width) {
        lines.push(line.trimEnd());
        line = '';
        used = 0;
      }
      line += piece;
      used += pieceWidth;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** Where a line may end: words with the space after them; a word too wide for any line falls apart into what fits. */
function pieces(paragraph: string, width: number, widthOf: WidthOf): string[] {
  const words = paragraph.match(/[^ \-/]*[-/]+ ?|[^ \-/]* |[^ \-/]+/g) ?? [];
  return words.flatMap((word) => (widthOf(word) <= width ? [word] : slices(word, width, widthOf)));
}

function slices(word: string, width: number, widthOf: WidthOf): string[] {
  const slices: string[] = [];
  let slice = '';
  let used = 0;
  for (const character of word) {
    const characterWidth = widthOf(character);
    if (slice !== '' && character !== ' ' && used + characterWidth > width) {
      slices.push(slice);
      slice = '';
      used = 0;
    }
    slice += character;
    used += characterWidth;
  }
  return [...slices, slice];
}
