/** Where signing in may lead, besides a document. */
export const returnPages = ['/invoices', '/invoices/paid', '/credit-notes', '/statement', '/downloads'] as const;
export type ReturnPage = (typeof returnPages)[number];

/** Undefined where it is none of these: an address may say anything. */
export function returnPageOf(path: string | null | undefined): ReturnPage | undefined {
  return returnPages.find((page) => page === path);
}
