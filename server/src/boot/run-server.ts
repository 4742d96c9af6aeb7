import { buildApp } from '../app.ts';
import type { Config } from '../config.ts';
import { demoAddresses, seedDemo } from '../db/seed.ts';
import { loadPortalBuild } from '../pages/portal-build.ts';
import { openDeps, openLog } from './build-deps.ts';
import { holdDataDir } from './hold-data-dir.ts';
import { listen } from './http-server.ts';
import { migrateAll } from './migrate-all.ts';
import { openServerDatabase } from './server-database.ts';
import { reverseOrder } from './reverse-order.ts';

export type RunningServer = {
  config: Config;
  /** What to open in a browser first. */
  addresses: { what: string; url: string }[];
  /** Rejects when the server cannot go on. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

const drainMs = 5000;

/** From settings to a server that answers. What was opened is closed again when a later step fails. */
export async function runServer(settings: Config, say: (line: string) => void): Promise<RunningServer> {
  const closing = reverseOrder();
  try {
    const database = await openServerDatabase(settings, say);
    const log = openLog(settings.logLevel);
    const hold = await holdDataDir(database, settings.dataDir, log);
    if (!hold) throw alreadyRunning(settings.dataDir);
    closing.add(() => database.stop());
    closing.add(() => hold.release());

    const http = await listen(settings);
    closing.add(() => http.drain(drainMs));
    const config = withPort(settings, http.port);
    await migrateAll(database.url, say);
    const opened = await openDeps({
      config,
      databaseUrl: database.url,
      log,
      role: 'server',
      portal: await loadPortalBuild(),
      fetchOwn: (address, init) => app.request(address, init),
    });
    closing.add(() => opened.close());
    const app = buildApp(opened.deps);
    if (config.hasDemo) await seedDemo(opened.deps, say);
    await opened.startWorkers();
    http.serve(app.fetch);
    const addresses = config.hasDemo ? await demoAddresses(opened.deps) : [];
    return { config, addresses, failed: hold.failed, stop: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

function alreadyRunning(dataDir: string): Error {
  return new Error(`Another server already runs on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`);
}

/** PORT=0 takes a free port; the address follows it unless it was given. */
function withPort(config: Config, port: number): Config {
  if (config.port === port) return config;
  const publicUrl = new URL(config.publicUrl);
  if (publicUrl.port === '0') publicUrl.port = String(port);
  return { ...config, port, publicUrl: publicUrl.origin };
}
