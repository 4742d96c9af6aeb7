import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { migrateJobs } from '../jobs/pg-boss-jobs.ts';

/** Our tables and those of the background jobs. Resolves to the names of the migrations that were applied. */
export async function migrateAll(url: string, say: (line: string) => void): Promise<string[]> {
  const applied = await migrateTables(url, say);
  await migrateJobs(url);
  return applied;
}

export async function migrateTables(url: string, say: (line: string) => void): Promise<string[]> {
  const db = openDatabase(url, { connectionsMax: 1 });
  try {
    const applied = await migrate(db);
    if (applied.length > 0) say(`Migrated the database: ${applied.join(', ')}`);
    return applied;
  } finally {
    await db.destroy();
  }
}
