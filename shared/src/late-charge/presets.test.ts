import { describe, expect, it } from 'vitest';
import { calculateLateCharges } from './calculate.ts';
import type { LateChargeEvent } from './input.ts';
import { lateChargePolicySchema } from './policy-codec.ts';
import { presetNotice } from './preset.ts';
import { lateChargePresets } from './presets.ts';
import { referenceRates } from './reference-rates.ts';
import { paid, reminded } from './testing.ts';

const ids = lateChargePresets.map((preset) => [preset.id, preset] as const);

/** 1,000.00, due on 31 January 2026, as of 30 April 2026: 89 days. */
function totalOf(id: string, events: LateChargeEvent[] = []): [string, number][] {
  const preset = lateChargePresets.find((each) => each.id === id);
  const { lines } = calculateLateCharges({
    policy: lateChargePolicySchema.parse(preset?.policy),
    rates: referenceRates,
    invoice: { amountMinor: 100_000, currency: 'EUR', issueDate: '2026-01-01', dueDate: '2026-01-31' },
    events,
    asOfDate: '2026-04-30',
  });
  return lines.map((line) => [line.code, line.amountMinor]);
}

describe('a preset', () => {
  it.each(ids)('%s is a policy that can be read, says where it is from and what is uncertain', (id, preset) => {
    expect(lateChargePolicySchema.safeParse(preset.policy).error).toBeUndefined();
    expect(preset.policy.id).toBe(id);
    expect(preset.sources.length).toBeGreaterThan(0);
    expect(preset.uncertain.length).toBeGreaterThan(0);
    expect(preset.country === null || preset.laws.length > 0).toBe(true);
  });

  it.each(ids)('%s follows only rates that come with the program', (id) => {
    expect(() => totalOf(id, [reminded('2026-02-10')])).not.toThrow();
  });

  it('has a name of its own, and is no legal advice', () => {
    expect(new Set(lateChargePresets.map(({ id }) => id)).size).toBe(lateChargePresets.length);
    expect(presetNotice).toContain('not legal advice');
  });

  // What 89 days come to by hand: 1,000.00 x rate x 89 / 365.
  it.each<[string, LateChargeEvent[], [string, number][]]>([
    [
      'be-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2560],
      ],
    ],
    ['be-b2c', [], []],
    [
      'be-b2c',
      [reminded('2026-02-10')],
      [
        ['indemnity', 9000],
        ['interest', 1870],
      ],
    ],
    [
      'be-b2c-sme',
      [reminded('2026-02-10')],
      [
        ['indemnity', 9000],
        ['interest', 2273],
      ],
    ],
    [
      'nl-b2b',
      [],
      [
        ['collection_costs', 15_000],
        ['interest', 2475],
      ],
    ],
    ['nl-b2c', [], [['interest', 975]]],
    [
      'nl-b2c',
      [reminded('2026-02-10')],
      [
        ['collection_costs', 15_000],
        ['interest', 975],
      ],
    ],
    [
      'fr-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2963],
      ],
    ],
    [
      'de-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2504],
      ],
    ],
    ['de-b2c', [], [['interest', 1529]]],
    [
      'gb-b2b',
      [],
      [
        ['fixed_sum', 7000],
        ['interest', 2865],
      ],
    ],
    [
      'ie-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2475],
      ],
    ],
    [
      'lu-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2475],
      ],
    ],
    [
      'es-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2475],
      ],
    ],
    [
      'it-b2b',
      [],
      [
        ['recovery_fee', 4000],
        ['interest', 2475],
      ],
    ],
    [
      'percent-and-interest',
      [],
      [
        ['collection_cost', 10_000],
        ['interest', 2926],
      ],
    ],
    [
      'us-flat',
      [],
      [
        ['late_fee', 2500],
        ['late_fee', 2500],
        ['late_fee', 2500],
      ],
    ],
    ['us-percent', [], [['late_fee', 5000]]],
    ['us-percent', [paid('2026-02-05', 60_000)], [['late_fee', 2000]]],
    [
      'us-monthly-whole',
      [],
      [
        ['interest', 1500],
        ['interest', 1500],
        ['interest', 1500],
      ],
    ],
    [
      'us-monthly-started',
      [],
      [
        ['interest', 1500],
        ['interest', 1500],
        ['interest', 1500],
      ],
    ],
    ['us-monthly-daily', [], [['interest', 4389]]],
  ])('%s asks what its rules ask', (id, events, expected) => {
    expect(totalOf(id, events)).toEqual(expected);
  });
});
