import { countOne, type RateLimit } from '../access/rate-limit.ts';
import type { Payer } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { type Drafted, insertDraft } from './draft-queries.ts';

/** How long the quoted amount may be paid: over the end of the day it was quoted for, but not for days. */
const draftMinutes = 60;

/** Of each new amount a provider is asked how it may be paid. Somebody signed in may have many invoices to pay; a link has one. */
const byLink: RateLimit = { name: 'payment-drafts-link', max: 60, windowSeconds: 3600 };
const bySignedIn: RateLimit = { name: 'payment-drafts', max: 600, windowSeconds: 3600 };

/** Gives what was quoted a name and a time in which it may be paid. Refuses with `rate_limited` whoever has had very many of them. */
export async function keepDraft(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config'>,
  { reader: { merchantId }, principal, linkLevel }: Payer,
  drafted: Drafted,
): Promise<string> {
  const { isOver, retryAfterSeconds } = await countOne(deps, linkLevel === null ? bySignedIn : byLink, principal);
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
  const id = deps.random.uuid();
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + draftMinutes * 60_000);
  for (;;) {
    const draft = { id, reference: newReference(deps), createdAt, expiresAt };
    const isKept = await deps.db
      .transaction()
      .execute((trx) => insertDraft(trx, { merchantId, principal }, drafted, draft));
    if (isKept) return id;
  }
}

/** Ten digits that nothing can be read from: neither how many payments there were nor who paid before. */
function newReference({ random }: Pick<Deps, 'random'>): string {
  const number = Buffer.from(random.bytes(8)).readBigUInt64BE() % 10_000_000_000n;
  return String(number).padStart(10, '0');
}
