import { addDays } from '@quittance/shared/calendar-date.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { Deps } from '../deps.ts';
import { firstOrderReference } from './seed-cases.ts';
import { groenkamer } from './seed-entities.ts';
import { writeHistory } from './seed-history.ts';
import { actToday, queueMails } from './seed-today.ts';
import { insertSeedMerchant } from './seed-merchant.ts';
import { writePlan } from './seed-numbers.ts';
import { planDemo } from './seed-plan.ts';

/** Fills an empty installation with the demo merchant; an installation with a merchant is left alone. */
export async function seedDemo(deps: Deps, say: (line: string) => void): Promise<void> {
  const known = await deps.db.selectFrom('merchants').select('id').limit(1).executeTakeFirst();
  if (known) return;
  say('Writing a demo merchant with a year of invoices');
  const today = deps.clock.today(groenkamer.timeZone);
  const plan = writePlan(planDemo(today));
  // All of it or nothing: a start that was interrupted begins again.
  const { merchant, invoices } = await deps.db.transaction().execute(async (trx) => {
    const merchant = await insertSeedMerchant(trx, deps, addDays(today, -500));
    const invoices = await writeHistory(trx, deps, merchant, plan);
    await queueMails(trx, deps, merchant, invoices);
    return { merchant, invoices };
  });
  await actToday(deps, merchant, invoices);
}

/** What a newcomer opens first. */
export async function demoAddresses(deps: Deps): Promise<{ what: string; url: string }[]> {
  const invoice = await deps.db
    .selectFrom('documents as d')
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.merchant_id', '=', 'd.merchant_id').onRef('c.customer_id', '=', 'd.customer_id'),
    )
    .innerJoin('entities as e', (join) =>
      join.onRef('e.merchant_id', '=', 'd.merchant_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select(['d.merchant_id as merchantId', 'd.id as documentId', 'c.id as contactId'])
    .where('e.slug', '=', groenkamer.slug)
    .where('d.order_reference', '=', firstOrderReference)
    .orderBy('c.id')
    .executeTakeFirst();
  if (!invoice) return [];
  const { url } = await mintDocumentLink(deps, invoice, invoice);
  const { publicUrl, smtpUrl } = deps.config;
  const mailbox = { what: 'The mailbox of all customers', url: `${publicUrl}/demo/mailbox` };
  return [...(smtpUrl === null ? [mailbox] : []), { what: 'An overdue invoice, as its customer sees it', url }];
}
