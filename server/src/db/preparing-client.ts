import { sql } from 'kysely';
import pg from 'pg';

/** What is prepared at a time: each costs every connection some memory, until the connection is an hour old. */
export const preparedMax = 500;
/** How many statements that came once are remembered, to know the second time. */
const seenMax = 1000;

/**
 * Has a statement prepared that comes again: then PostgreSQL plans it once for the connection instead of every time, which costs more
 * than running it. What comes once, as a list of rows in the length of an import, is not worth being kept.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query: (...call: unknown[]) => unknown = super.query.bind(this);
    // `query` is declared in eight forms. What is not plain text with values goes on as it came.
    const prepared = (...[text, values, ...rest]: unknown[]) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : null;
      return name === null ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
    };
    Object.assign(this, { query: prepared });
  }
}

const seen = new Set<string>();
/** Those asked last come last. */
const names = new Map<string, string>();
let namesCount = 0;

function nameOf(text: string): string | null {
  if (takesAnyColumn.test(text) || text.includes(shape)) return null;
  const known = names.get(text);
  if (known !== undefined) {
    names.delete(text);
    names.set(text, known);
    return known;
  }
  if (!seen.delete(text)) {
    if (seen.size >= seenMax) seen.clear();
    seen.add(text);
    return null;
  }
  const [longestAgo] = names.keys();
  if (names.size >= preparedMax && longestAgo !== undefined) names.delete(longestAgo);
  namesCount += 1;
  const name = `q${namesCount}`;
  names.set(text, name);
  return name;
}

const shape = '/* shaped by its reader */';
/** Stands in a statement whose text follows what somebody typed: there are too many of them for any to be kept. */
export const shapedByReader = sql.raw<never>(shape);

/** `select *`: a prepared one fails as soon as the table gets a column, as it does under a server that runs while another is upgraded. */
const takesAnyColumn = /(?:select|returning|,) \*|\.\*/;
