import { listRefundsToLookAt } from './refund-queries.ts';
import { settleRefund, type RefundDeps } from './send-refund.ts';

const refundsMax = 100;

/** The janitor of refunds. One that fails holds up no other, and is told at the end. */
export async function reconcileRefunds(deps: RefundDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const refund of await listRefundsToLookAt(deps.db, deps.clock.now(), refundsMax)) {
    await settleRefund(deps, refund).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} refunds could not be settled`);
}
