import { setFlagsFromString } from 'node:v8';
import { addMs, minuteMs } from '../access/duration.ts';
import type { Deps } from '../deps.ts';
import { queueBundleMail } from '../email/queue-bundle-mail.ts';
import { AppError } from '../http/errors.ts';
import { bundleEntries } from './bundle-entries.ts';
import { bundleLifeMs } from './bundle-life.ts';
import { endBundle, finishBundle, noteDone, startTry, type BundleRow, type WholeBundle } from './bundle-queries.ts';
import { countOf, periodOf } from './bundle-view.ts';
import { zipStream } from './zip-stream.ts';

type BuildDeps = Pick<Deps, 'db' | 'clock' | 'files' | 'temporaryFiles' | 'jobs' | 'random' | 'config' | 'log'>;
type Which = { merchantId: string; bundleId: string };

const triesMax = 3;
/** Who has waited longer has gone to do something else. */
const mailedAfterMs = minuteMs;

/**
 * Writes the ZIP aside, and offers it once it is whole. Begun again after a failure or a dead process, it starts from the beginning; nobody
 * waits for ever for one that fails each time.
 */
export async function buildBundle(deps: BuildDeps, which: Which): Promise<void> {
  const bundle = await startTry(deps.db, which);
  if (!bundle) return;
  try {
    if (bundle.triesCount > triesMax) throw new Error('the process died each time');
    const sizeBytes = await writeZip(deps, which, bundle);
    if (!(await offer(deps, which, bundle, sizeBytes))) await deps.temporaryFiles.remove(bundle.id);
  } catch (error) {
    await deps.temporaryFiles.remove(bundle.id);
    if (error instanceof AppError && error.code === 'bundle_gone') return;
    if (bundle.triesCount < triesMax) throw error;
    deps.log.error({ err: error, bundleId: bundle.id }, 'a download was given up');
    await endBundle(deps.db, which, { failedAt: deps.clock.now() });
  }
}

/** Stops soon after it was cancelled. */
async function writeZip(deps: BuildDeps, which: Which, bundle: WholeBundle): Promise<number> {
  const total = countOf(bundle);
  const step = Math.ceil(total / 100);
  let doneCount = 0;
  const onDone = async () => {
    doneCount += 1;
    if (doneCount % step !== 0) return;
    if (!(await noteDone(deps.db, which, doneCount))) throw new AppError('bundle_gone');
  };
  const { merchantId, customerIds, language, documentIds, paymentIds } = bundle;
  const content = { documentIds, paymentIds, period: periodOf(bundle) };
  const reader = { merchantId, customerIds, onlyDocumentId: null };
  const entries = bundleEntries(deps, reader, content, { language, isWhole: true, onDone });
  return sparingMemory(() => deps.temporaryFiles.write(bundle.id, zipStream(entries)));
}

/**
 * A drawn PDF leaves megabytes of garbage, and V8 lets the heap grow by hundreds before it looks for any. While a ZIP is made it looks more
 * often; `pnpm bench:bundle` says what that comes to. Only one is made at a time.
 */
async function sparingMemory<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString('--optimize-for-size');
  try {
    return await work();
  } finally {
    setFlagsFromString('--no-optimize-for-size');
  }
}

/** False when it was cancelled meanwhile. */
async function offer(deps: BuildDeps, which: Which, bundle: BundleRow, sizeBytes: number): Promise<boolean> {
  const finishedAt = deps.clock.now();
  const expiresAt = addMs(finishedAt, bundleLifeMs);
  return deps.db.transaction().execute(async (trx) => {
    const file = { doneCount: countOf(bundle), sizeBytes, finishedAt, expiresAt };
    if (!(await finishBundle(trx, which, file))) return false;
    await deps.jobs.enqueue(trx, 'delete-bundle', which, { startAt: expiresAt });
    const isLate = finishedAt.getTime() - bundle.requestedAt.getTime() > mailedAfterMs;
    if (isLate) await queueBundleMail(deps, trx, { ...bundle, expiresAt });
    return true;
  });
}

/** The file of one that has expired. Its row stays for a while, to say so. */
export async function deleteBundle({ temporaryFiles }: Pick<Deps, 'temporaryFiles'>, which: Which): Promise<void> {
  await temporaryFiles.remove(which.bundleId);
}
