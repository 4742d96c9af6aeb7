// What the pay document is about stands in its address, and changes there: a draft is renewed, or made of other amounts.

export type PayTarget = { invoiceId: string } | { draftId: string };

/** Null where the address says nothing. */
export function payTarget(pathname = location.pathname): PayTarget | null {
  const [, draftId] = /^\/pay\/drafts\/([^/]+)$/.exec(pathname) ?? [];
  if (draftId) return { draftId };
  const [, invoiceId] = /^\/pay\/([^/]+)$/.exec(pathname) ?? [];
  return invoiceId ? { invoiceId } : null;
}

export function draftPath(draftId: string): string {
  return `/pay/drafts/${encodeURIComponent(draftId)}`;
}

export function showDraft(draftId: string): void {
  history.replaceState(null, '', draftPath(draftId));
}
