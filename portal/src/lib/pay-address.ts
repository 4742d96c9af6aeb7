import { returnPageOf } from '@quittance/shared/return-page.ts';

// What the pay document is about stands in its address, and changes there: a draft is renewed, or made of other amounts.

export type PayTarget = { invoiceId: string } | { draftId: string } | { overdue: Overdue };

/** All that is overdue of one customer at one entity. */
type Overdue = { entity: string; customer: string; currency: string };

/** Null where the address says nothing. */
export function payTarget({ pathname, search } = location): PayTarget | null {
  if (pathname === '/pay/overdue') {
    const asked = new URLSearchParams(search);
    const field = (name: string) => asked.get(name) ?? '';
    return { overdue: { entity: field('entity'), customer: field('customer'), currency: field('currency') } };
  }
  const [, draftId] = /^\/pay\/drafts\/([^/]+)$/.exec(pathname) ?? [];
  if (draftId) return { draftId };
  const [, invoiceId] = /^\/pay\/([^/]+)$/.exec(pathname) ?? [];
  return invoiceId ? { invoiceId } : null;
}

export function draftPath(draftId: string): string {
  return `/pay/drafts/${encodeURIComponent(draftId)}`;
}

/** Where signing in leads from here, so that it comes back. */
export function signInFromPay({ pathname, search } = location): string {
  const target = payTarget();
  if (target && 'invoiceId' in target) return `/sign-in?document=${target.invoiceId}`;
  const page = returnPageOf(`${pathname}${target && 'overdue' in target ? search : ''}`);
  return page ? `/sign-in?page=${encodeURIComponent(page)}` : '/sign-in';
}

export function showDraft(draftId: string): void {
  history.replaceState(null, '', draftPath(draftId));
}
