import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculateCase, caseFileSchema } from './cases.ts';
import { rateFileSchema } from './rate-codec.ts';
import { referenceRates } from './reference-rates.ts';

// Worked cases with their sources, kept beside the repository.

const folder = new URL('../../../../shared/data/latefees/', import.meta.url);
const isThere = existsSync(folder);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const cases = isThere ? caseFileSchema.parse(read('cases.json')).cases : [];

describe.skipIf(!isThere)('the worked cases (skipped: ../shared/data/latefees is not there)', () => {
  it('are all there', () => {
    expect(cases.length).toBe(104);
  });

  it.each(cases)('$id', (one) => {
    expect(calculateCase(one, referenceRates).differences).toEqual([]);
  });
});

describe.skipIf(!isThere)(
  'the rates that come with the program (skipped: ../shared/data/latefees is not there)',
  () => {
    it('are those that were looked up, day by day', () => {
      for (const series of rateFileSchema.parse(read('reference_rates.json'))) {
        const own = referenceRates.find(({ code }) => code === series.code);
        const shown = (rows: typeof series.rows) => rows.map((row) => [row.fromDate, row.toDate, row.percent]);
        expect([series.code, shown(own?.rows ?? [])]).toEqual([series.code, shown(series.rows)]);
      }
    });
  },
);

describe('a worked case', () => {
  const known = {
    id: 'ten days',
    policy: { charges: [{ kind: 'interest', code: 'interest', rate: { percent: '10.95' } }] },
    invoice: { amount_minor: 100_000, currency: 'EUR', issued: '2025-01-01', due: '2025-01-31' },
    events: [],
    as_of: '2025-02-10',
    expected: { lines: [{ code: 'interest', days: 10, amount_minor: 300 }], total_minor: 300 },
  };

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'names every field that differs',
      { expected: { lines: [{ code: 'interest', days: 9, amount_minor: 270 }], total_minor: 270 } },
      ['total_minor: 300 where 270 is expected', 'lines.0.days: 10 where 9 is expected'],
    ],
    [
      'names a line that is not expected',
      { expected: { lines: [], total_minor: 300 } },
      ['lines: 1 where 0 is expected'],
    ],
    [
      'names the field of a policy that cannot be read',
      { policy: { charges: [{ kind: 'odd' }] } },
      ['policy.charges.0.kind: '],
    ],
    [
      'names the field of an invoice that cannot be read',
      { invoice: { ...known.invoice, due: '2025-02-29' } },
      ['invoice.due: '],
    ],
    [
      'names the field of an event that cannot be read',
      { events: [{ type: 'gift', date: '2025-02-01' }] },
      ['events.0.type: '],
    ],
    [
      'names a rate that is not known',
      {
        policy: { charges: [{ kind: 'interest', code: 'interest', rate: { series: 'ECB_MRO', add: '8' } }] },
        as_of: '2027-01-01',
      },
      ['The rate series ECB_MRO has no rate for 2027-01-01'],
    ],
  ])('%s', (_, change, differences) => {
    const [one] = caseFileSchema.parse({ cases: [{ ...known, ...change }] }).cases;
    const result = calculateCase(one!, referenceRates);
    expect(result.matches).toBe(false);
    for (const difference of differences) expect(result.differences.join('\n')).toContain(difference);
  });
});
