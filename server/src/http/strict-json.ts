const depthMax = 20;
/** An even number of backslashes before it are themselves text. */
const nul = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * What makes valid JSON say two things at once, or reach into an object's prototype: a key that comes twice in one object,
 * the key `__proto__`, or nesting that no request of ours has; and NUL, which no column can hold. Null when there is nothing.
 * Expects text that JSON.parse takes.
 */
export function findJsonFlaw(text: string): string | null {
  if (nul.test(text)) return 'holds the NUL character \\u0000; leave it out';
  // Of each open object the keys seen so far; null for an array.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const flaw = isKey(text, end) ? flawOfKey(text.slice(at, end), open.at(-1)) : null;
      if (flaw) return flaw;
      at = end - 1;
    }
    if (open.length > depthMax) return `is nested deeper than ${depthMax} levels`;
  }
  return null;
}

function flawOfKey(written: string, seen: Set<string> | null | undefined): string | null {
  // `"\u0061"` and `"a"` are one key.
  const key = String(JSON.parse(written));
  if (key === '__proto__') return 'has the key __proto__';
  if (seen?.has(key)) return `has the key ${JSON.stringify(key)} twice`;
  seen?.add(key);
  return null;
}

/** The index after the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (/\s/.test(text.charAt(at))) at += 1;
  return text[at] === ':';
}
