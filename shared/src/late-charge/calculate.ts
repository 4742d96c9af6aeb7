import type { LateChargeInput } from './input.ts';
import { interestLines } from './interest.ts';
import type { LateChargeLine } from './line.ts';
import { onceLines } from './once.ts';

/** The late charges on one invoice, every cent in exactly one line: in the order of the policy's charges, each charge by date. */
export function calculateLateCharges({ policy, chargedLines = [], ...input }: LateChargeInput): LateChargeLine[] {
  const events = input.events.filter((event) => event.date <= input.asOfDate);
  return policy.charges.flatMap((charge, index): LateChargeLine[] => {
    const rule = { policy: `${policy.id}@${policy.version}`, charge: index, law: charge.law ?? null };
    const context = { ...input, events, chargedLines: chargedLines.filter((line) => line.code === charge.code), rule };
    return charge.kind === 'once' ? onceLines(charge, context) : interestLines(charge, context);
  });
}
