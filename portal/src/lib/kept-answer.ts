/** On an answer that did not come from the server now: when it did (ISO 8601). */
export const seenAtHeader = 'X-Seen-At';

/** The code of the answer where nothing was kept to be given instead. */
export const notKept = 'not_kept';

const ages = new WeakMap<object, number>();

/** Remembers of an answer's body that it was kept. */
export function noteAge<T>(body: T, { headers }: { headers: Pick<Headers, 'get'> }): T {
  const seenAt = headers.get(seenAtHeader);
  if (seenAt !== null && typeof body === 'object' && body !== null) ages.set(body, Date.parse(seenAt));
  return body;
}

/** When an answer came that was kept, in milliseconds since 1970; undefined for one that came just now. Of pages, the oldest's. */
export function keptSince(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (!('pages' in answer) || !Array.isArray(answer.pages)) return ages.get(answer);
  const known = answer.pages.map(keptSince).filter((seenAt) => seenAt !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
