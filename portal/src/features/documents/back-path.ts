import type { DocumentSummary } from '@quittance/shared/customer-view.ts';

/** What a link to a document hands on: the list that it stands in, as it is narrowed and sorted. */
export type CameFrom = { from: string };

/** The list that one came from, or else the one that the document is in. */
export function backPath(state: unknown, { kind, amountDueMinor }: DocumentSummary): string {
  if (isCameFrom(state)) return state.from;
  if (kind === 'credit_note') return '/credit-notes';
  return amountDueMinor > 0 ? '/invoices' : '/invoices/paid';
}

function isCameFrom(state: unknown): state is CameFrom {
  return typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string';
}
