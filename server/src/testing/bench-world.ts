import { sql } from 'kysely';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import type { CustomerScope } from '../access/scope.ts';
import { newSecret, sha256 } from '../access/secrets.ts';
import { insertSession } from '../access/session-queries.ts';
import type { Deps } from '../deps.ts';
import { insertTwoCompanies } from './fixtures.ts';

/** Somebody signed in, with a link to one of the invoices. */
export type BenchReader = { scope: CustomerScope; invoiceId: string; cookie: string; linkPath: string };

const invoicesPerCustomer = 10;

/** As many invoices as asked for, ten a customer; `readersCount` of the customers are signed in. */
export async function plantBench(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config'>,
  { invoicesCount, readersCount }: { invoicesCount: number; readersCount: number },
): Promise<BenchReader[]> {
  const { db } = deps;
  const { merchantId, entityId, a } = await insertTwoCompanies(db);
  await db
    .updateTable('entities')
    .set({ payment_providers: ['sandbox'] })
    .where('id', '=', entityId)
    .execute();
  await sql`insert into customers (merchant_id, name, address)
    select merchant_id, 'Bench ' || at, address from customers, generate_series(1, ${invoicesCount / invoicesPerCustomer}::int) at
    where id = ${a.customerId}`.execute(db);
  await sql`insert into contacts (merchant_id, customer_id, email)
    select merchant_id, id, lower(replace(name, ' ', '')) || '@bench.example' from customers where name like 'Bench %'`.execute(
    db,
  );
  await sql`insert into documents (merchant_id, entity_id, customer_id, kind, number, issue_date, due_date, currency, payable_minor, content,
      source_sha256, imported_at)
    select c.merchant_id, ${entityId}, c.id, 'invoice', c.name || '-' || at, date '2026-01-01' + at, current_date + at, 'EUR', 12100, d.content,
      md5(c.name || at), now()
    from customers c, generate_series(1, ${invoicesPerCustomer}::int) at, documents d where c.name like 'Bench %' and d.id = ${a.invoiceId}`.execute(
    db,
  );
  await sql`analyze`.execute(db);
  const { rows } = await sql<{ customerId: string; contactId: string; email: string; invoiceId: string }>`
    select c.customer_id as "customerId", c.id as "contactId", c.email,
      (select d.id from documents d where d.customer_id = c.customer_id limit 1) as "invoiceId"
    from contacts c where c.email like 'bench%' order by c.id limit ${readersCount}`.execute(db);
  const readers: BenchReader[] = [];
  for (const row of rows) readers.push(await signedIn(deps, merchantId, row));
  return readers;
}

type Contact = { customerId: string; contactId: string; email: string; invoiceId: string };

async function signedIn(
  deps: Pick<Deps, 'db' | 'clock' | 'random' | 'config'>,
  merchantId: string,
  { customerId, contactId, email, invoiceId }: Contact,
): Promise<BenchReader> {
  const token = newSecret(deps.random);
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  const session = { merchantId, contactId, email, method: 'code', isRemembered: true, now, expiresAt } as const;
  await insertSession(deps.db, { ...session, tokenSha256: sha256(token) });
  const link = await mintDocumentLink(deps, { merchantId }, { documentId: invoiceId, contactId });
  return {
    scope: { merchantId, customerIds: [customerId], onlyDocumentId: null, contactId, sessionId: contactId },
    invoiceId,
    cookie: `__Host-sid=${token}`,
    linkPath: new URL(link.url).pathname,
  };
}
