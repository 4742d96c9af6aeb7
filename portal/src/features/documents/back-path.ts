import type { DocumentSummary } from '@quittance/shared/customer-view.ts';

/** What a link to a document hands on: the list that it stands in, as it is narrowed and sorted. */
export type CameFrom = { from: string };

/** The list that one came from, or else the one that the document is in, of those whose documents one looks at. */
export function backPath(state: unknown, document: DocumentSummary, whose: string): string {
  if (isCameFrom(state)) return state.from;
  return whose === '' ? listOf(document) : `${listOf(document)}?${whose}`;
}

function listOf({ kind, amountDueMinor }: DocumentSummary): string {
  if (kind === 'credit_note') return '/credit-notes';
  return amountDueMinor > 0 ? '/invoices' : '/invoices/paid';
}

function isCameFrom(state: unknown): state is CameFrom {
  return typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string';
}
