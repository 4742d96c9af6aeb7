import type { Kysely } from 'kysely';
import type { ApiProposal, ProposalFilter } from '@quittance/shared/merchant-api/proposal.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

type Db = Kysely<Database>;

export async function listProposals(
  db: Db,
  scope: MerchantScope,
  filter: ProposalFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<ApiProposal[]> {
  let query = proposals(db, scope).orderBy('p.id').limit(limit);
  if (after !== null) query = query.where('p.id', '>', after);
  if (filter.state) query = query.where('p.state', '=', filter.state);
  if (filter.kind) query = query.where('p.kind', '=', filter.kind);
  if (filter.documentId) query = query.where('p.document_id', '=', filter.documentId);
  if (filter.customerId) query = query.where('d.customer_id', '=', filter.customerId);
  return (await query.execute()).map(apiProposal);
}

export async function getProposal(db: Db, scope: MerchantScope, id: string): Promise<ApiProposal> {
  return apiProposal(await proposals(db, scope).where('p.id', '=', id).executeTakeFirstOrThrow());
}

function proposals(db: Db, scope: MerchantScope) {
  return db
    .selectFrom('proposals as p')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.merchant_id', '=', 'p.merchant_id').onRef('d.id', '=', 'p.document_id'),
    )
    .innerJoin('contacts as k', (join) =>
      join.onRef('k.merchant_id', '=', 'p.merchant_id').onRef('k.id', '=', 'p.contact_id'),
    )
    .select(['p.id', 'p.document_id as documentId', 'd.kind as documentKind', 'd.number as documentNumber'])
    .select(['d.entity_id as entityId', 'd.customer_id as customerId', 'p.kind', 'p.state'])
    .select(['p.is_replaced as isReplaced', 'p.before', 'p.proposed', 'p.note', 'p.contact_id as contactId'])
    .select(['p.author_name as authorName', 'k.email', 'p.proposed_at as proposedAt'])
    .select(['p.closed_at as closedAt', 'p.reason'])
    .where('p.merchant_id', '=', scope.merchantId);
}

type ProposalRow = Awaited<ReturnType<ReturnType<typeof proposals>['executeTakeFirstOrThrow']>>;

function apiProposal({ contactId, authorName, email, proposedAt, closedAt, ...row }: ProposalRow): ApiProposal {
  return {
    ...row,
    author: { contactId, name: authorName, email },
    proposedAt: proposedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}
