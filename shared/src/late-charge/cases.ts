import { z } from 'zod';
import { calculateLateCharges, type LateCharges } from './calculate.ts';
import { calculationRequestSchema, lateChargesJson } from './codec.ts';
import { type RateSeries, UnknownRateError } from './rate-series.ts';

// Worked cases: what a policy must come to, to the cent and line by line.

const caseSchema = z.object({
  id: z.string(),
  /** The head of the policy may be left out: a case is about its charges. */
  policy: z.record(z.string(), z.unknown()),
  invoice: z.unknown(),
  events: z.unknown().optional(),
  waivers: z.unknown().optional(),
  as_of: z.unknown(),
  expected: z.object({
    lines: z.array(z.record(z.string(), z.unknown())),
    total_minor: z.int(),
    allocation: z.record(z.string(), z.int()).optional(),
  }),
});
export type Case = z.infer<typeof caseSchema>;

/** `rates` names a file of rates beside the file of cases. */
export const caseFileSchema = z.object({ rates: z.string().optional(), cases: z.array(caseSchema) });

export type CaseResult = {
  id: string;
  /** Null, like the lines, where the case could not be calculated. */
  total_minor: number | null;
  lines: Record<string, unknown>[] | null;
  matches: boolean;
  /** Where it does not match, or could not be calculated: what is wrong, each as one sentence. */
  differences: string[];
};

export function calculateCase(one: Case, rates: readonly RateSeries[]): CaseResult {
  const { id, expected } = one;
  const calculated = attempt(one, rates);
  if (Array.isArray(calculated)) return { id, total_minor: null, lines: null, matches: false, differences: calculated };
  const { total_minor, allocation, ...json } = lateChargesJson(calculated);
  // How payments were split costs nothing; cases say it in their own field.
  const lines = json.lines.filter((line) => line.code !== 'allocation');
  const differences = [
    ...differencesIn('total_minor', expected.total_minor, total_minor),
    ...lineDifferences(expected.lines, lines),
    ...(expected.allocation ? differencesIn('allocation', expected.allocation, allocation) : []),
  ];
  return { id, total_minor, lines, matches: differences.length === 0, differences };
}

const ownHead = { schema: 'latefee-policy/1', id: 'case', version: 1, valid_from: '2000-01-01', audience: 'any' };

/** The result, or why there is none. */
function attempt(
  { policy, invoice, events, waivers, as_of }: Case,
  rates: readonly RateSeries[],
): LateCharges | string[] {
  const request = { policy: { ...ownHead, ...policy }, invoice, events, waivers, as_of };
  const { data, error } = calculationRequestSchema.safeParse(request);
  if (error) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  try {
    return calculateLateCharges({ ...data, rates });
  } catch (thrown) {
    if (thrown instanceof UnknownRateError || thrown instanceof RangeError) return [thrown.message];
    throw thrown;
  }
}

/** What a case says of a line; the rest (rule, rate parts, exact amount) explains it and is not compared. */
const comparedFields =
  'code date from to days base_minor plus_minor percent over_minor limit before_limit_minor rate_percent per amount_minor ended_by'.split(
    ' ',
  );

function lineDifferences(expected: Record<string, unknown>[], lines: Record<string, unknown>[]): string[] {
  const count = differencesIn('lines', expected.length, lines.length);
  const fields = expected.flatMap((line, index) =>
    comparedFields.flatMap((field) => differencesIn(`lines.${index}.${field}`, line[field], lines[index]?.[field])),
  );
  return [...count, ...fields];
}

function differencesIn(name: string, expected: unknown, actual: unknown): string[] {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(actual)];
  return wanted === got ? [] : [`${name}: ${got ?? 'nothing'} where ${wanted ?? 'nothing'} is expected`];
}
