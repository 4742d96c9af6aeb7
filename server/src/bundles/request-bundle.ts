import type { Bundle, BundleRequest } from '@quittance/shared/bundle.ts';
import { addDays } from '@quittance/shared/calendar-date.ts';
import { addMs, minuteMs } from '../access/duration.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import type { Session } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { narrowedReader } from '../documents/list-documents.ts';
import { AppError } from '../http/errors.ts';
import { insertBundle, listUnfinished, type WholeBundle } from './bundle-queries.ts';
import { bundleLifeMs } from './bundle-life.ts';
import { bundleView } from './bundle-view.ts';
import { findOwners } from './content-queries.ts';
import { findContent, type BundleContent, type Selection } from './find-content.ts';

const requestsAnHour: RateLimit = { name: 'bundles', max: 60, windowSeconds: 3600 };
const unfinishedMax = 2;
/** Above this, who is signed in must have proved it just now: a browser that was left open gives nobody everything. */
const documentsWithoutStepUpMax = 50;
const stepUpMs = 10 * minuteMs;
/** About a second of drawing: it is made while it is downloaded, and nobody waits for a job. */
const streamedMax = 25;

type RequestDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'jobs'>;

/** Asked for again while it is still being made, it is the same one. */
export async function requestBundle(deps: RequestDeps, session: Session, request: BundleRequest): Promise<Bundle> {
  const { scope, email } = session;
  const { isOver, retryAfterSeconds } = await countOne(deps, requestsAnHour, `${scope.merchantId} ${email}`);
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
  const { customer } = 'customer' in request ? request : {};
  const content = await findContent(deps, narrowedReader(scope, { customer }), selectionOf(request));
  const now = deps.clock.now();
  const isFresh = now.getTime() - session.authenticatedAt.getTime() <= stepUpMs;
  if (content.documentIds.length > documentsWithoutStepUpMax && !isFresh) throw new AppError('step_up_required');
  const bundle = await deps.db.transaction().execute(async (trx) => {
    const unfinished = await listUnfinished(trx, scope, email);
    const same = unfinished.find((each) => isOf(each, content));
    if (same) return same;
    if (unfinished.length >= unfinishedMax) throw new AppError('downloads_running');
    const isStored = content.documentIds.length + content.paymentIds.length > streamedMax;
    const { entityId, customerIds } = await findOwners(trx, scope, content);
    const row = await insertBundle(trx, {
      merchant_id: scope.merchantId,
      contact_id: scope.contactId,
      email,
      entity_id: entityId,
      language: session.language,
      customer_ids: customerIds,
      document_ids: content.documentIds,
      payment_ids: content.paymentIds,
      from_date: content.period?.from ?? null,
      to_date: content.period?.to ?? null,
      is_stored: isStored,
      requested_at: now,
      finished_at: isStored ? null : now,
      expires_at: isStored ? null : addMs(now, bundleLifeMs),
    });
    const job = { merchantId: scope.merchantId, bundleId: row.id };
    if (isStored) await deps.jobs.enqueue(trx, 'build-bundle', job);
    return row;
  });
  return bundleView(bundle, now);
}

function selectionOf(request: BundleRequest): Selection {
  if (request.kind === 'documents') return { documentIds: request.documentIds };
  if (request.kind === 'list') return request;
  if (request.kind === 'year') return { from: `${request.year}-01-01`, to: `${request.year}-12-31` };
  const from = `${request.month}-01`;
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to: addDays(next, -1) };
}

function isOf({ documentIds, paymentIds, fromDate }: WholeBundle, content: BundleContent): boolean {
  const sameIds = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((id, at) => id === other[at]);
  const isSamePeriod = fromDate === (content.period?.from ?? null);
  return isSamePeriod && sameIds(documentIds, content.documentIds) && sameIds(paymentIds, content.paymentIds);
}
