import type { Bundle } from '@quittance/shared/bundle.ts';
import { addMs, dayMs, minuteMs } from '../access/duration.ts';
import { streamFor } from '../access/draw-for.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import { principalOf } from '../access/scope.ts';
import type { Session } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { fileWordsOf } from '../documents/pdf-wording.ts';
import { AppError } from '../http/errors.ts';
import { bundleEntries } from './bundle-entries.ts';
import { endBundle, findBundle, getContentIds, listBundles, type BundleRow } from './bundle-queries.ts';
import { bundleView, periodOf, stateOf } from './bundle-view.ts';
import { zipResponse } from './zip-response.ts';
import { zipStream } from './zip-stream.ts';

const downloadsAnHour: RateLimit = { name: 'downloads of bundles', max: 120, windowSeconds: 3600 };

const sweptAfterMs = 10 * minuteMs;
const listedMax = 10;

type Who = Pick<Session, 'scope' | 'email'>;

/** What a person asked for lately and can still have, or waits for. */
export async function listOwnBundles(deps: Pick<Deps, 'db' | 'clock'>, { scope, email }: Who): Promise<Bundle[]> {
  const now = deps.clock.now();
  const bundles = await listBundles(deps.db, scope, { email, since: addMs(now, -dayMs), limit: listedMax });
  return bundles.filter((bundle) => mayRead(scope, bundle)).map((bundle) => bundleView(bundle, now));
}

export async function getBundle(deps: Pick<Deps, 'db' | 'clock'>, who: Who, bundleId: string): Promise<Bundle> {
  return bundleView(await getOwn(deps, who, bundleId), deps.clock.now());
}

/** One that is finished, or has ended, stays as it is. Whoever makes it stops by itself; should that process have died, its rest is swept. */
export async function cancelBundle(
  deps: Pick<Deps, 'db' | 'clock' | 'jobs'>,
  who: Who,
  bundleId: string,
): Promise<Bundle> {
  await getOwn(deps, who, bundleId);
  const which = { merchantId: who.scope.merchantId, bundleId };
  const now = deps.clock.now();
  await deps.db.transaction().execute(async (trx) => {
    const isEnded = await endBundle(trx, which, { canceledAt: now });
    if (isEnded) await deps.jobs.enqueue(trx, 'delete-bundle', which, { startAt: addMs(now, sweptAfterMs) });
  });
  return getBundle(deps, who, bundleId);
}

/** Only a whole file is ever sent; a small one is made while it goes out. */
export async function bundleResponse(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'temporaryFiles' | 'config' | 'drawings' | 'log'>,
  who: Who,
  bundleId: string,
): Promise<Response> {
  const bundle = await getOwn(deps, who, bundleId);
  const state = stateOf(bundle, deps.clock.now());
  if (state === 'building') throw new AppError('bundle_not_ready');
  if (state !== 'ready') throw new AppError('bundle_gone');
  const { isOver, retryAfterSeconds } = await countOne(deps, downloadsAnHour, `${who.scope.merchantId} ${who.email}`);
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
  if (!bundle.isStored) {
    const stream = await streamFor(deps, principalOf(who.scope), () => streamOf(deps, bundle));
    return zipResponse(deps, stream, nameOf(bundle));
  }
  const file = await deps.temporaryFiles.find(bundle.id);
  if (!file) throw new AppError('bundle_gone');
  return zipResponse(deps, file.stream, nameOf(bundle), file.sizeBytes);
}

/** Asked for with the same address; and by somebody who may still read everything that is in it. */
async function getOwn({ db }: Pick<Deps, 'db'>, { scope, email }: Who, bundleId: string): Promise<BundleRow> {
  const bundle = await findBundle(db, { merchantId: scope.merchantId, bundleId }, email);
  if (!bundle || !mayRead(scope, bundle)) throw new AppError('not_found');
  return bundle;
}

function mayRead(scope: Who['scope'], { customerIds }: BundleRow): boolean {
  return customerIds.every((id) => scope.customerIds.includes(id));
}

async function streamOf(deps: Pick<Deps, 'db' | 'clock' | 'files'>, bundle: BundleRow) {
  const { merchantId, customerIds, language } = bundle;
  const reader = { merchantId, customerIds, onlyDocumentId: null };
  const ids = await getContentIds(deps.db, { merchantId, bundleId: bundle.id });
  const content = { ...ids, period: periodOf(bundle) };
  return zipStream(bundleEntries(deps, reader, content, { language, isWhole: true }));
}

function nameOf({ language, fromDate, toDate, requestedAt }: BundleRow): string {
  const { words } = fileWordsOf(language);
  const isYear = toDate?.endsWith('-12-31') && fromDate?.endsWith('-01-01');
  const when = fromDate?.slice(0, isYear ? 4 : 7) ?? requestedAt.toISOString().slice(0, 10);
  return `${words.files.documents} ${when}.zip`;
}
