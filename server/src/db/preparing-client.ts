import pg from 'pg';

/** What one connection keeps prepared at most: each costs the database some memory. */
const preparedMax = 500;
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
const names = new Map<string, string>();

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= preparedMax || takesAnyColumn.test(text)) return null;
  if (!seen.has(text)) {
    if (seen.size >= seenMax) seen.clear();
    seen.add(text);
    return null;
  }
  seen.delete(text);
  const name = `q${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** `select *`: a prepared one fails as soon as the table gets a column, as it does under a server that runs while another is upgraded. */
const takesAnyColumn = /(?:select|returning|,) \*|\.\*/;
