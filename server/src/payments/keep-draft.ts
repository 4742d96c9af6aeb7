import type { Payer } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { type Drafted, insertDraft } from './draft-queries.ts';

/** How long the quoted amount may be paid: over the end of the day it was quoted for, but not for days. */
const draftMinutes = 60;

/** Gives what was quoted a name and a time in which it may be paid. */
export async function keepDraft(
  deps: Pick<Deps, 'db' | 'clock' | 'random'>,
  { reader: { merchantId }, principal }: Payer,
  drafted: Drafted,
): Promise<string> {
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
