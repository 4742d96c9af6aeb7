import { writeFileSync } from 'node:fs';
import { samples } from '../server/src/testing/pdf-samples.ts';

/**
 * How long each kind of paper takes to draw, and what stays in memory. Kinds take turns, in all languages. The limit is on processor time: a
 * machine that does other things makes everybody wait, but that says nothing of the drawing.
 */
const runsCount = Number(process.argv[2] ?? 200);
const medianMsMax = 40;
/** By which what is kept may grow in the second half of all runs: the words and logos that are known fill up in the first. */
const keptMegabytesMax = 1;

const languages = ['en', 'fr', 'nl', 'de', 'es', 'it'];
type Draw = (language: string) => Promise<Uint8Array>;
type Paper = { kind: string; draw: Draw; processorMs: number[]; waitMs: number[]; bytes: number[] };
const papers = Object.entries(samples).map(([kind, draw]): Paper => {
  return { kind, draw: (language) => draw(language), processorMs: [], waitMs: [], bytes: [] };
});

// Twice in each language: the first documents read the fonts and are drawn by code that is not compiled yet.
for (const language of [...languages, ...languages]) for (const { draw } of papers) await draw(language);
let keptHalfway = 0;
for (let run = 0; run < runsCount; run += 1) {
  for (const paper of papers) await measure(paper, languages[run % languages.length] ?? 'en');
  if (run === Math.floor(runsCount / 2)) keptHalfway = keptBytes();
}
report((keptBytes() - keptHalfway) / 2 ** 20);

async function measure({ draw, ...taken }: Paper, language: string): Promise<void> {
  const startedMs = performance.now();
  const started = process.cpuUsage();
  const { length } = await draw(language);
  const { user, system } = process.cpuUsage(started);
  taken.processorMs.push((user + system) / 1000);
  taken.waitMs.push(performance.now() - startedMs);
  taken.bytes.push(length);
}

function keptBytes(): number {
  if (!globalThis.gc) throw new Error('Run this with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function report(grownBy: number): void {
  const figures = Object.fromEntries(papers.map((paper) => [paper.kind, figuresOf(paper)]));
  const megabytes = {
    grownBy: Math.round(grownBy * 100) / 100,
    peak: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(`Medians and 95th percentiles of ${runsCount} of each kind in turn, in milliseconds`);
  console.table(figures);
  console.log(`what is kept grew by ${megabytes.grownBy} MB in the second half; at most ${megabytes.peak} MB resident`);
  writeFileSync('bench-pdf.json', JSON.stringify({ runsCount, figures, megabytes }, null, 2));
  const slowestMs = Math.max(...Object.values(figures).map(({ processorP50Ms }) => processorP50Ms));
  if (slowestMs <= medianMsMax && megabytes.grownBy <= keptMegabytesMax) return;
  console.error(`Over the limit of ${medianMsMax} ms of processor time, or of ${keptMegabytesMax} MB more kept`);
  process.exitCode = 1;
}

function figuresOf({ processorMs, waitMs, bytes }: Paper) {
  return {
    processorP50Ms: percentile(processorMs, 0.5),
    processorP95Ms: percentile(processorMs, 0.95),
    waitP50Ms: percentile(waitMs, 0.5),
    waitP95Ms: percentile(waitMs, 0.95),
    bytes: Math.round(percentile(bytes, 0.5)),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? NaN) * 10) / 10;
}
