import { join } from 'node:path';
import pino, { type DestinationStream, type Logger } from 'pino';
import { openDrawings } from '../access/draw-for.ts';
import { deriveKey } from '../access/keys.ts';
import { openMailReader } from '../comments/read-mail.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { systemClock, systemRandom, type Deps, type ServerDeps } from '../deps.ts';
import { openPreviews } from '../documents/render-preview.ts';
import { openWorkbooks } from '../documents/write-workbook.ts';
import { demoMailboxMailer } from '../email/demo-mailbox-mailer.ts';
import { temporaryFilesOnDisk } from '../files/temporary-files-on-disk.ts';
import { filesOnDisk } from '../files/files-on-disk.ts';
import { openPictures } from '../files/redraw-picture.ts';
import { openUblPool } from '../imports/ubl/ubl-pool.ts';
import { openJobQueue } from '../jobs/pg-boss-jobs.ts';
import type { PaymentProviders, ProviderConnectors } from '../payments/payment-provider.ts';
import { mollieConnector } from '../payments/providers/mollie.ts';
import { sandboxProvider } from '../payments/providers/sandbox.ts';
import type { SandboxOptions } from '../payments/providers/sandbox-simulation.ts';
import { stripeConnector } from '../payments/providers/stripe.ts';

type Options = {
  config: Config;
  /** Ready and migrated. */
  databaseUrl: string;
  log: Logger;
  /** A server works on jobs; a command does not. */
  role: 'server' | 'command';
  /** Asks this server itself, the way the network would. */
  fetchOwn: SandboxOptions['fetch'];
};

type OpenDeps = {
  deps: Deps;
  startWorkers(deps: ServerDeps): Promise<void>;
  /** Waits a while for the jobs that are being done; what is not done by then runs again later. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
};

const sandboxDelayMs = 30_000;
/** With two, a file that takes its whole time does not hold up the next. A command reads files one after the other. */
const ublThreads = { server: 2, command: 1 };

/** The real effects. */
export async function openDeps(options: Options): Promise<OpenDeps> {
  const { config, databaseUrl, log, role } = options;
  const queue = await openJobQueue({ databaseUrl, isWorker: role === 'server', log });
  const db = openDatabase(databaseUrl);
  const smtp = config.smtpUrl === null ? null : await openSmtp(config.smtpUrl);
  const effects = { db, clock: systemClock, random: systemRandom, jobs: queue.jobs };
  const ublPool = openUblPool(ublThreads[role]);
  const deps: Deps = {
    ...effects,
    mailer: smtp ?? demoMailboxMailer,
    mailReader: openMailReader(),
    files: filesOnDisk(join(config.dataDir, 'files'), systemClock),
    temporaryFiles: temporaryFilesOnDisk(join(config.dataDir, 'temporary')),
    providers: providersOf(effects, options),
    connectors: connectorsOf({ ...effects, log }, config),
    ublPool,
    previews: openPreviews(),
    workbooks: openWorkbooks(),
    pictures: openPictures(),
    drawings: openDrawings(),
    log,
    config,
  };
  return {
    deps,
    startWorkers: (serverDeps) => queue.work(serverDeps),
    stopWorkers: () => queue.stop(),
    async close() {
      await queue.stop();
      await ublPool.close();
      smtp?.close();
      await db.destroy();
    },
  };
}

async function openSmtp(smtpUrl: string) {
  const { smtpMailer } = await import('../email/smtp-mailer.ts');
  return smtpMailer(smtpUrl);
}

function providersOf(
  effects: Pick<Deps, 'db' | 'clock' | 'random' | 'jobs'>,
  { config, fetchOwn }: Options,
): PaymentProviders {
  if (!config.hasSandbox) return new Map();
  const sandbox = sandboxProvider(effects, {
    webhookSecret: deriveKey(config.secretKey, 'sandbox-webhook').toString('hex'),
    webhookUrl: `${config.publicUrl}/webhooks/sandbox`,
    delayMs: sandboxDelayMs,
    fetch: fetchOwn,
  });
  return new Map([[sandbox.id, sandbox]]);
}

function connectorsOf(effects: Pick<Deps, 'clock' | 'log'>, { secretKey }: Config): ProviderConnectors {
  const connectors = [
    stripeConnector(effects),
    mollieConnector(effects, { webhookKey: deriveKey(secretKey, 'provider-webhook') }),
  ];
  return new Map(connectors.map((connector) => [connector.id, connector]));
}

/** JSON lines. Whoever logs a field that may hold a secret adds its path here. */
export function openLog(level: Config['logLevel'], destination: DestinationStream = pino.destination(1)): Logger {
  const redact = ['*.password', '*.secret', '*.token', '*.authorization', '*.cookie'];
  return pino({ level, base: null, redact }, destination);
}
