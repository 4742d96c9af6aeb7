import type { LateChargeLine } from './line.ts';

/** The charge of the policy that a line belongs to; null where it is about all of them. */
export function chargeCodeOf(line: LateChargeLine): string | null {
  switch (line.kind) {
    case 'once':
    case 'interest':
      return line.code;
    case 'vat':
      return line.code.slice(0, -'_vat'.length);
    case 'limit':
      return line.code.slice(0, -`_${line.limit}`.length);
    case 'waived':
      return line.waivedCode;
    case 'rounding':
    case 'allocation':
      return null;
  }
}
