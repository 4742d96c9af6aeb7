import { buildApp } from '../app.ts';
import type { Config } from '../config.ts';
import { demoAddresses, seedDemo } from '../db/seed.ts';
import { loadPortalBuild } from '../pages/portal-build.ts';
import { openDeps, openLog } from './build-deps.ts';
import { holdDataDir } from './hold-data-dir.ts';
import { listen } from './http-server.ts';
import { migrateTables } from './migrate-all.ts';
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

/** Together below the 10 s that whoever stops a server commonly waits before killing it. */
const drainMs = 4000;
const closeMs = 1500;
const databaseStopMs = 8000;

/**
 * From settings to a server that answers. What was opened is closed again when a later step fails. The portal may still be
 * being built meanwhile: it is needed last.
 */
export async function runServer(
  settings: Config,
  say: (line: string) => void,
  portalBuilt: Promise<void>,
): Promise<RunningServer> {
  const closing = reverseOrder();
  try {
    const database = await openServerDatabase(settings, say);
    const log = openLog(settings.logLevel);
    const hold = await holdDataDir(database, settings.dataDir, log);
    if (!hold) throw alreadyRunning(settings.dataDir);
    closing.add(databaseStopMs, () => database.stop());
    closing.add(closeMs, () => hold.release());

    const http = await listen(settings);
    closing.add(closeMs, () => http.drain(0));
    const config = withPort(settings, http.port);
    await migrateTables(database.url, say);
    const opened = await openDeps({
      config,
      databaseUrl: database.url,
      log,
      role: 'server',
      fetchOwn: (address, init) => app.request(address, init),
    });
    closing.add(closeMs, () => opened.close());
    closing.add(drainMs + closeMs, () => Promise.all([http.drain(drainMs), opened.stopWorkers()]));
    if (config.hasDemo) await seedDemo(opened.deps, say);
    await portalBuilt;
    const deps = { ...opened.deps, portal: await loadPortalBuild() };
    const app = buildApp(deps);
    await opened.startWorkers(deps);
    if (config.inboundSmtpPort !== null) {
      const { listenForMail } = await import('./inbound-smtp.ts');
      const mail = await listenForMail(opened.deps, { host: config.inboundSmtpHost, port: config.inboundSmtpPort });
      closing.add(closeMs, () => mail.close());
    }
    http.serve(app.fetch);
    const addresses = config.hasDemo ? await demoAddresses(opened.deps) : [];
    return { config, addresses, failed: hold.failed, stop: () => closing.run() };
  } catch (error) {
    const more = await closing.run().catch((reason: unknown) => reason);
    if (more) throw new AggregateError([error, more], 'The server could not start', { cause: error });
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
