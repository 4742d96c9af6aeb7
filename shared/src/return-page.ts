/** Where signing in may lead, besides a document. */
const returnPages = ['/invoices', '/invoices/paid', '/credit-notes', '/statement', '/downloads'] as const;

/** A payment draft, or all that is overdue of one customer at one entity. Nothing in them opens anything to anybody else. */
const payPages = [
  /^\/pay\/drafts\/[0-9a-f-]{36}$/,
  /^\/pay\/overdue\?entity=[a-z0-9][a-z0-9-]{0,62}&customer=[0-9a-f-]{36}&currency=[A-Z]{3}$/,
];

export type ReturnPage = (typeof returnPages)[number] | `/pay/drafts/${string}` | `/pay/overdue?${string}`;

/** Undefined where it is none of these: an address may say anything. */
export function returnPageOf(path: string | null | undefined): ReturnPage | undefined {
  return typeof path === 'string' && isReturnPage(path) ? path : undefined;
}

export function isReturnPage(path: unknown): path is ReturnPage {
  if (typeof path !== 'string') return false;
  return returnPages.some((page) => page === path) || payPages.some((shape) => shape.test(path));
}

/** It is a list to whoever may see it, and asks everybody else to sign in. */
export function overduePath(of: { entity: string; customer: string; currency: string }): ReturnPage {
  return `/pay/overdue?entity=${of.entity}&customer=${of.customer}&currency=${of.currency}`;
}
