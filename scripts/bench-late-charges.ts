import { rm } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { calculateLateCharges } from '../shared/src/late-charge/calculate.ts';
import type { LateChargeInput } from '../shared/src/late-charge/input.ts';
import { lateChargePolicySchema } from '../shared/src/late-charge/policy-codec.ts';
import { referenceRates } from '../shared/src/late-charge/reference-rates.ts';

/**
 * How long the balances of many overdue invoices take on one core, each with ten events, and how much of the engine a browser loads. The
 * limits are those of the product for 100,000 invoices.
 */
const invoicesCount = Number(process.argv[2] ?? 100_000);
const secondsMax = (2 * invoicesCount) / 100_000;
/** Nobody holds the facts of all invoices at once. */
const batchSize = 1000;
const bytesMax = 8 * 1024;

const head = { schema: 'latefee-policy/1', version: 1, valid_from: '2023-01-01', audience: 'b2b' };
const fee = { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }] };
const reference = { series: 'ECB_MRO', add: '8', round_up_to: '0.50' };
const policies = [
  { id: 'reference rate, simple', charges: [fee, { kind: 'interest', code: 'interest', rate: reference }] },
  {
    id: 'compound, costs first',
    allocation: 'costs_interest_principal',
    charges: [fee, { kind: 'interest', code: 'interest', rate: { series: 'NL_HR' }, compound: { every: 'year' } }],
  },
];

for (const policy of policies) measureTime(policy);
await measureSize();

function measureTime(json: { id: string }): void {
  const policy = lateChargePolicySchema.parse({ ...head, ...json });
  let [seconds, totalMinor, linesCount] = [0, 0, 0];
  for (let first = 0; first < invoicesCount; first += batchSize) {
    const inputs = Array.from({ length: batchSize }, (_, index) => inputOf(policy, first + index));
    const started = process.cpuUsage();
    for (const input of inputs) {
      const charges = calculateLateCharges(input);
      totalMinor += charges.totalMinor;
      linesCount += charges.lines.length;
    }
    const { user, system } = process.cpuUsage(started);
    seconds += (user + system) / 1e6;
  }
  console.log(
    `${json.id}: ${invoicesCount} invoices, ${linesCount} lines, ${totalMinor} minor units in ${seconds.toFixed(2)} s of processor time`,
  );
  refuseAbove(seconds, secondsMax, 's');
}

/** Between half a year and a year late; eight part payments, a credit note and a reminder, on days of its own. */
function inputOf(policy: LateChargeInput['policy'], index: number): LateChargeInput {
  const month = String(1 + (index % 6)).padStart(2, '0');
  const dueDate = `2025-${month}-${String(1 + (index % 28)).padStart(2, '0')}`;
  const dayOf = (count: number) =>
    `2025-${String(7 + (count % 6)).padStart(2, '0')}-${String(1 + ((index + 3 * count) % 28)).padStart(2, '0')}`;
  const payments = Array.from({ length: 8 }, (_, count) => {
    return { kind: 'payment' as const, date: dayOf(count), amountMinor: 5_000 + 13 * ((index + count) % 97) };
  });
  return {
    policy,
    rates: referenceRates,
    invoice: { amountMinor: 100_000 + (index % 1000) * 137, currency: 'EUR', issueDate: '2024-12-01', dueDate },
    events: [
      ...payments,
      { kind: 'credit_note', date: dayOf(9), amountMinor: 2_500 },
      { kind: 'reminder', date: dayOf(10), channel: 'email' },
    ],
    asOfDate: '2026-02-15',
  };
}

/** As a page loads it when another day is asked for: bundled by itself, minified, as brotli; and nothing of zod or another package. */
async function measureSize(): Promise<void> {
  const outDir = 'node_modules/.cache/bench-late-charges';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir,
      rolldownOptions: { input: 'shared/src/amount-due.ts', preserveEntrySignatures: 'strict' },
    },
  });
  const parts = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
  const code = parts.map((part) => ('code' in part ? part.code : '')).join('');
  const modules = parts.flatMap((part) => ('modules' in part ? Object.keys(part.modules) : []));
  await rm(outDir, { recursive: true, force: true });
  const bytes = brotliCompressSync(code).length;
  const packages = modules.filter((path) => path.includes('node_modules'));
  console.log(
    `in a browser: ${code.length} bytes, ${bytes} as brotli, of ${modules.length} modules, ${packages.length} of packages`,
  );
  refuseAbove(bytes, bytesMax, 'bytes');
  refuseAbove(packages.length, 0, 'modules of packages');
}

function refuseAbove(value: number, max: number, unit: string): void {
  if (value <= max) return;
  console.error(`Over the limit of ${max} ${unit}`);
  process.exitCode = 1;
}
