import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sumMinor } from '../money.ts';
import { calculateLateCharges } from './calculate.ts';
import type { LateChargeLine } from './line.ts';
import { lateChargePolicySchema } from './policy.ts';

// Worked cases with their sources, kept beside the repository. Those whose policy the calculation can do must match line by line.

const file = new URL('../../../../shared/data/latefees/cases.json', import.meta.url);

const caseSchema = z.object({
  id: z.string(),
  policy: z.record(z.string(), z.unknown()),
  invoice: z.object({ amount_minor: z.int(), currency: z.string(), issued: z.string(), due: z.string() }),
  events: z.array(
    z.object({
      type: z.string(),
      date: z.string(),
      effective: z.string().optional(),
      amount_minor: z.int().optional(),
    }),
  ),
  as_of: z.string(),
  expected: z.object({ lines: z.array(z.record(z.string(), z.unknown())), total_minor: z.int() }),
});
type Case = z.infer<typeof caseSchema>;

function readCases(): Case[] {
  if (!existsSync(file)) return [];
  return z.object({ cases: z.array(caseSchema) }).parse(JSON.parse(readFileSync(file, 'utf8'))).cases;
}

const all = readCases();
const covered = all.flatMap((one) => {
  const policy = policyOf(one);
  return policy ? [{ ...one, policy }] : [];
});

describe.skipIf(all.length === 0)('the worked cases (skipped: ../shared/data/latefees/cases.json is not there)', () => {
  it('covers those that need nothing but fixed sums and simple interest at a fixed rate', () => {
    expect(covered.length).toBe(38);
  });

  it.each(covered)('$id', (one) => {
    const lines = calculateLateCharges({
      policy: one.policy,
      invoice: {
        amountMinor: one.invoice.amount_minor,
        currency: one.invoice.currency,
        issueDate: one.invoice.issued,
        dueDate: one.invoice.due,
      },
      events: one.events.map((event) => ({
        kind: event.type === 'credit_note' ? 'credit_note' : 'payment',
        date: event.effective ?? event.date,
        amountMinor: event.amount_minor ?? 0,
      })),
      asOfDate: one.as_of,
    });
    expect(lines.map(asCase)).toEqual(one.expected.lines.map(completed));
    expect(sumMinor(lines.map((line) => line.amountMinor))).toBe(one.expected.total_minor);
  });
});

/** Null where the policy asks for more than the calculation can do; the case file leaves the head of a policy and defaults out. */
function policyOf(one: Case) {
  if (one.events.some((event) => event.type === 'reminder')) return null;
  const head = { schema: 'latefee-policy/1', id: one.id, version: 1, valid_from: '2000-01-01', audience: 'any' };
  return lateChargePolicySchema.safeParse({ ...head, ...one.policy }).data ?? null;
}

function asCase(line: LateChargeLine): Record<string, unknown> {
  if (line.kind === 'interest') {
    return {
      code: line.code,
      from: line.fromDate,
      to: line.toDate,
      days: line.days,
      base_minor: line.baseMinor,
      rate_percent: line.ratePercent,
      per: line.per,
      amount_minor: line.amountMinor,
      ended_by: line.endedBy,
    };
  }
  return {
    code: line.code,
    date: line.date,
    base_minor: line.baseMinor,
    plus_minor: line.plusMinor,
    percent: line.percent,
    over_minor: line.overMinor,
    limit: line.limit,
    before_limit_minor: line.beforeLimitMinor,
    amount_minor: line.amountMinor,
  };
}

function completed(line: Record<string, unknown>): Record<string, unknown> {
  if ('from' in line) return line;
  return { plus_minor: 0, percent: null, over_minor: 0, limit: null, before_limit_minor: null, ...line };
}
