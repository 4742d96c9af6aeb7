import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { systemClock, systemRandom, type Deps } from '../deps.ts';
import { filesOnDisk } from '../files/files-on-disk.ts';
import { openJobQueue } from '../jobs/pg-boss-jobs.ts';

type OpenDeps = {
  deps: Deps;
  startWorkers(): Promise<void>;
  close(): Promise<void>;
};

/** The real effects, on a database that is ready and migrated. */
export async function openDeps(options: {
  config: Config;
  databaseUrl: string;
  log: Logger;
  isWorker: boolean;
}): Promise<OpenDeps> {
  const { config, databaseUrl, log, isWorker } = options;
  const queue = await openJobQueue({ databaseUrl, isWorker, log });
  const db = openDatabase(databaseUrl);
  const deps: Deps = {
    db,
    clock: systemClock,
    random: systemRandom,
    jobs: queue.jobs,
    mailer: { send: () => Promise.reject(new Error('there is no mailer yet')) },
    files: filesOnDisk(join(config.dataDir, 'files')),
    providers: new Map(),
    log,
    config,
  };
  return {
    deps,
    startWorkers: () => queue.work(deps),
    async close() {
      await queue.stop();
      await db.destroy();
    },
  };
}

/** JSON lines; whoever adds a field that may hold a secret adds its path here. */
export function openLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    base: null,
    redact: ['*.password', '*.secret', '*.token', '*.authorization', '*.cookie'],
  });
}
