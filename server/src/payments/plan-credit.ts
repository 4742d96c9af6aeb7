import type { Kysely } from 'kysely';
import { planCredit } from '@quittance/shared/credit-split.ts';
import type { ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import { type Credit, type CreditPart, listCredit } from './credit-queries.ts';
import type { Drafted } from './draft-queries.ts';
import type { Quote } from './quote-invoices.ts';

type Deps = { db: Kysely<Database> };
type Account = Pick<Quote, 'entityId' | 'customerId' | 'currency'>;

/** What this payer may use. The holder of a mailed link may pay one invoice and is told nothing else of the customer's account. */
export async function listUsableCredit(
  { db }: Deps,
  reader: ReaderScope,
  account: Account,
  draftId: string | null = null,
): Promise<Credit[]> {
  return reader.onlyDocumentId === null ? listCredit(db, reader, account, draftId) : [];
}

/** Takes off what is quoted as much credit as there is, the oldest first, if the payer wants that. */
export async function takeOffCredit(
  deps: Deps,
  reader: ReaderScope,
  quote: Quote,
  usesCredit: boolean,
): Promise<Drafted> {
  const sources = usesCredit ? await listUsableCredit(deps, reader, quote) : [];
  return { quote, usesCredit, credits: planCredit(quote.totalMinor, sources) };
}

/** Whether all that was planned could still be used. */
export async function isCreditLeft(
  deps: Deps,
  reader: ReaderScope,
  draft: Account & { id: string; credits: readonly CreditPart[] },
): Promise<boolean> {
  if (draft.credits.length === 0) return true;
  const left = new Map(
    (await listUsableCredit(deps, reader, draft, draft.id)).map(({ id, leftMinor }) => [id, leftMinor]),
  );
  return draft.credits.every(({ id, amountMinor }) => amountMinor <= (left.get(id) ?? 0));
}
