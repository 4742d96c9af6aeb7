import type { AttemptState } from '@quittance/shared/payment.ts';

/** Not final: money may still come without anybody doing anything wrong. Such an attempt keeps its invoices from being paid twice. */
export const openStates = ['submitting', 'requires_action', 'processing', 'unknown'] as const satisfies AttemptState[];

/**
 * Open and able to end as a failure that counts: these use up the payer's tries. A debit that is on its way through the banks for days
 * does not, because its failure would not count.
 */
export const triedStates = ['submitting', 'requires_action', 'unknown'] as const satisfies AttemptState[];

export function isOpen(state: AttemptState): boolean {
  return openStates.some((open) => open === state);
}

/**
 * The states to record, in order, to bring an attempt from where it stands to what was found; empty when that is nothing new.
 * Forward only, so that reports may come twice and in any order: money found later overrides every other end, `returned` is the one way
 * out of `succeeded`, and money that came and went unseen is recorded as both.
 */
export function stepsTo(from: AttemptState, found: AttemptState): AttemptState[] {
  if (from === found || from === 'returned') return [];
  if (found === 'returned') return from === 'succeeded' ? ['returned'] : ['succeeded', 'returned'];
  if (from === 'succeeded') return [];
  if (found === 'succeeded') return ['succeeded'];
  if (!isOpen(from) || rank(found) < rank(from)) return [];
  return [found];
}

/** `unknown` gives way to whatever is known, and takes the place only of a state in which nothing was known. */
function rank(state: AttemptState): number {
  const order: Record<AttemptState, number> = {
    submitting: 0,
    unknown: 1,
    requires_action: 2,
    processing: 3,
    failed: 4,
    canceled: 4,
    expired: 4,
    succeeded: 5,
    returned: 6,
  };
  return order[state];
}
