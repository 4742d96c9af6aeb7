import { sql, type Kysely, type Transaction } from 'kysely';
import type { ProposalKind, ProposalState, ProposedDetails } from '@quittance/shared/proposal.ts';
import type { MerchantKey } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The document's own row is held: whoever proposes, answers or takes back does so one after another. */
export async function holdDocument(trx: Trx, scope: MerchantKey, documentId: string): Promise<void> {
  await trx
    .selectFrom('documents')
    .select('id')
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', documentId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export type StoredProposal = {
  id: string;
  documentId: string;
  kind: ProposalKind;
  contactId: string;
  authorName: string;
  before: ProposedDetails;
  proposed: ProposedDetails;
  note: string | null;
  proposedAt: Date;
  state: ProposalState;
  isReplaced: boolean;
  closedAt: Date | null;
  reason: string | null;
};

export async function findProposal(db: Db, scope: MerchantKey, id: string): Promise<StoredProposal | undefined> {
  return proposals(db, scope).where('id', '=', id).executeTakeFirst();
}

export async function findOpenProposal(
  db: Db,
  scope: MerchantKey,
  { documentId, kind }: { documentId: string; kind: ProposalKind },
): Promise<StoredProposal | undefined> {
  return proposals(db, scope)
    .where('document_id', '=', documentId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** The newest of each kind. */
export async function listNewestProposals(db: Db, scope: MerchantKey, documentId: string): Promise<StoredProposal[]> {
  return proposals(db, scope)
    .distinctOn('kind')
    .where('document_id', '=', documentId)
    .orderBy('kind', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

function proposals(db: Db, scope: MerchantKey) {
  return db
    .selectFrom('proposals')
    .select(['id', 'document_id as documentId', 'kind', 'contact_id as contactId', 'author_name as authorName'])
    .select(['before', 'proposed', 'note', 'proposed_at as proposedAt', 'state', 'is_replaced as isReplaced'])
    .select(['closed_at as closedAt', 'reason'])
    .where('merchant_id', '=', scope.merchantId);
}

export type ProposalRecord = Pick<
  StoredProposal,
  'documentId' | 'kind' | 'contactId' | 'authorName' | 'before' | 'proposed' | 'note' | 'proposedAt'
>;

export async function insertProposal(trx: Trx, scope: MerchantKey, proposal: ProposalRecord): Promise<string> {
  const { id } = await trx
    .insertInto('proposals')
    .values({
      merchant_id: scope.merchantId,
      document_id: proposal.documentId,
      kind: proposal.kind,
      contact_id: proposal.contactId,
      author_name: proposal.authorName,
      before: JSON.stringify(proposal.before),
      proposed: JSON.stringify(proposal.proposed),
      note: proposal.note,
      proposed_at: proposal.proposedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function closeProposal(
  trx: Trx,
  scope: MerchantKey,
  {
    id,
    ...closed
  }: { id: string; state: Exclude<ProposalState, 'open'>; isReplaced?: boolean; reason?: string | null; now: Date },
): Promise<void> {
  const { state, isReplaced = false, reason = null, now } = closed;
  await trx
    .updateTable('proposals')
    .set({ state, is_replaced: isReplaced, reason, closed_at: now })
    .where('merchant_id', '=', scope.merchantId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

/** What a proposal about this document starts from. `reference` is the customer's own, else what the document says. */
export async function getRecordedDetails(
  db: Db,
  scope: MerchantKey,
  documentId: string,
): Promise<Required<ProposedDetails>> {
  return db
    .selectFrom('documents as d')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.id', '=', 'd.customer_id'),
    )
    .select(['c.name', 'c.address', 'c.vat_number as vatNumber', 'c.invoice_email as invoiceEmail'])
    .select(
      sql<string | null>`coalesce(d.customer_reference, d.order_reference, d.content ->> 'buyerReference')`.as(
        'reference',
      ),
    )
    .where('d.merchant_id', '=', scope.merchantId)
    .where('d.id', '=', documentId)
    .executeTakeFirstOrThrow();
}
