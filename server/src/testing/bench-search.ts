import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { calendarDateAt } from '@quittance/shared/calendar-date.ts';
import { documentQuerySchema } from '@quittance/shared/document-query.ts';
import { belgianBusiness } from '@quittance/shared/late-charge/presets/belgium.ts';
import { openServerDatabase } from '../boot/server-database.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { listDocumentPage } from '../documents/list-documents.ts';
import { sumDocumentList } from '../documents/sum-documents.ts';
import { insertCustomer, insertDocument, insertEntity, insertMerchant } from './fixtures.ts';

/**
 * `pnpm bench:search [invoices] [rounds]`: how long a page and the totals of a search take in open invoices that are all late under a policy.
 * Tells figures and judges none: they depend on the machine.
 */
const [invoicesCount = 10_000, rounds = 9] = process.argv.slice(2).map(Number);
const searches = [undefined, 'number-77', '75', '1.234,50', '9999', '31000', '140000.00'];
const today = new Date('2026-11-20T09:00:00Z');

const folder = await mkdtemp(join(tmpdir(), 'quittance-bench-'));
await chmod(folder, 0o755);
const database = await openServerDatabase({ databaseUrl: null, dataDir: folder }, () => undefined);
const db = openDatabase(database.url, { connectionsMax: 2 });
try {
  await migrate(db);
  const reader = await plant();
  for (const q of searches) {
    const query = documentQuerySchema.parse({ list: 'open', ...(q !== undefined && { q }) });
    const clock = { now: () => today, today: (timeZone: string) => calendarDateAt(today, timeZone) };
    const deps = { db, clock };
    const { documents } = await listDocumentPage(deps, reader, query);
    const page = await median(() => listDocumentPage(deps, reader, query));
    const totals = await median(() => sumDocumentList(deps, reader, query));
    process.stdout.write(
      `${q ?? 'no search'}: page ${page} ms, totals ${totals} ms, ${documents.length} on the page\n`,
    );
  }
} finally {
  await db.destroy();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Invoices of 50 to 150,000 EUR, the small ones many and the large ones few, one to twenty months late. */
async function plant() {
  const merchant_id = await insertMerchant(db);
  const entity_id = await insertEntity(db, { merchant_id, slug: 'bench' });
  const customer_id = await insertCustomer(db, { merchant_id, audience: 'b2b' });
  const { policy } = belgianBusiness;
  await db
    .insertInto('late_charge_policies')
    .values({ merchant_id, entity_id, version: 1, valid_from_date: policy.valid_from, policy: JSON.stringify(policy) })
    .execute();
  await db.transaction().execute(async (trx) => {
    for (let at = 0; at < invoicesCount; at += 1) {
      const due_date = new Date(today.getTime() - (30 + (at % 580)) * 86_400_000).toISOString().slice(0, 10);
      const payable_minor = Math.round(5_000 * 3_000 ** ((at * 0.618_034) % 1));
      await insertDocument(trx, {
        merchant_id,
        entity_id,
        customer_id,
        number: `number-${at}`,
        payable_minor,
        issue_date: due_date,
        due_date,
      });
    }
  });
  await sql`analyze`.execute(db);
  return { merchantId: merchant_id, customerIds: [customer_id], onlyDocumentId: null };
}

async function median(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
}
