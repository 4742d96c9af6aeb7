import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** What the server has answered already to what a page asks for. */
export type Answers = { queries: [QueryKey, unknown][]; isRemembered: boolean };

/** Those that came in the document. */
export function shippedAnswers(): Answers | null {
  const shipped: unknown = JSON.parse(document.getElementById('answers')?.textContent ?? 'null');
  return isAnswers(shipped) ? shipped : null;
}

/**
 * Takes them for its own. On a remembered device, where what is seen is kept, they are asked for again at once, but nobody waits for it: only what is
 * asked for on its own is kept, never a document with somebody's data in it.
 */
export function takeAnswers(queryClient: QueryClient, { queries, isRemembered }: Answers): void {
  const options = isRemembered ? { updatedAt: 0 } : {};
  for (const [key, data] of queries) queryClient.setQueryData(key, data, options);
}

function isAnswers(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && 'queries' in value;
}
