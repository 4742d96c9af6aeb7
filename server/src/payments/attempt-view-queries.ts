import type { Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';
import { openStates } from './attempt-state.ts';

/** An attempt as its payer sees it; the payment is there once money is booked. */
export async function findAttemptView(db: Kysely<Database>, { merchantId, id }: { merchantId: string; id: string }) {
  return db
    .selectFrom('payment_attempts as a')
    .innerJoin('payment_drafts as d', (join) =>
      join.onRef('d.merchant_id', '=', 'a.merchant_id').onRef('d.id', '=', 'a.draft_id'),
    )
    .leftJoin('payments as p', (join) =>
      join
        .onRef('p.merchant_id', '=', 'a.merchant_id')
        .onRef('p.provider', '=', 'a.provider')
        .onRef('p.provider_reference', '=', 'a.provider_reference'),
    )
    .select([
      'a.id',
      'a.draft_id as draftId',
      'a.state',
      'a.provider',
      'a.method',
      'a.last4',
      'd.total_minor as amountMinor',
      'd.currency',
      'd.reference',
      'd.entity_id as entityId',
      'd.customer_id as customerId',
      'a.created_at as startedAt',
      'a.action',
      'a.failure_class as failureClass',
      'a.failure_code as failureCode',
      'p.id as paymentId',
    ])
    .where('a.merchant_id', '=', merchantId)
    .where('a.id', '=', id)
    .executeTakeFirst();
}

/** The one that pays a draft, or has paid it. */
export async function findAttemptOfDraft(
  db: Kysely<Database>,
  { merchantId, id: draftId }: { merchantId: string; id: string },
): Promise<string | null> {
  const attempt = await db
    .selectFrom('payment_attempts')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('draft_id', '=', draftId)
    .where('state', 'in', [...openStates, 'succeeded'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return attempt?.id ?? null;
}
