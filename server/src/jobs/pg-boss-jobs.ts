import { fromKysely, PgBoss, type JobResult } from 'pg-boss';
import type { Logger } from 'pino';
import type { ServerDeps } from '../deps.ts';
import { atOnceMax, type JobMap, type JobName, type Jobs } from './jobs.ts';
import { schedules, workers, type Workers } from './workers.ts';

type JobQueue = {
  jobs: Jobs;
  boss: PgBoss;
  /** Starts the workers and the schedules of this process. */
  work(deps: ServerDeps): Promise<void>;
  /** Waits for jobs that are being done, then lets go of the database. */
  stop(): Promise<void>;
};

const deadLetter = 'dead-letter';
const schema = 'pgboss';
const stopTimeoutMs = 4000;

/**
 * With the longest pause of an hour between tries, 48 of them outlast a mail server or provider that is down for a day.
 * What still fails is kept in the dead letter queue for an operator.
 */
const queueOptions = {
  retryLimit: 48,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: 300,
  deadLetter,
  notify: true,
};

/**
 * A worker is woken once for all jobs that were queued together, and not at all for one that was asked to wait. So it takes several, goes on
 * at once while there are more, and looks every two seconds; a job that fails leaves its neighbours alone. Those that were taken together
 * are done side by side: their time runs from the taking, and one that waited behind a slow one would be begun again elsewhere while it
 * was still being done here.
 */
const workOptions = {
  batchSize: atOnceMax,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const;
/**
 * One at a time, because it holds what it draws in memory. It may take long; a process that makes it says every few seconds that it lives, so
 * that it is begun again soon after one died. It is given up by its own count, not by the queue's.
 */
const ownQueueOptions: { [Name in JobName]?: object } = {
  'build-bundle': { heartbeatSeconds: 20, expireInSeconds: 4 * 3600, retryDelayMax: 30 },
};
const ownWorkOptions: { [Name in JobName]?: { batchSize: number } } = { 'build-bundle': { batchSize: 1 } };
const queueNames = Object.keys(workers).filter(isJobName);

/** Makes or updates the tables and queues of the jobs; a server does so when it opens its queue. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema, max: 1, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await saveQueues(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}

export async function openJobQueue(options: {
  databaseUrl: string;
  isWorker: boolean;
  log: Logger;
}): Promise<JobQueue> {
  const { databaseUrl, isWorker, log } = options;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema,
    application_name: 'quittance jobs',
    max: isWorker ? 4 : 1,
    migrate: isWorker,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
  });
  boss.on('error', (error) => log.error({ err: error }, 'background jobs'));
  await boss.start();
  if (isWorker) await saveQueues(boss);
  return {
    boss,
    jobs: jobsOf(boss),
    work: (deps) => startWorkers(boss, deps),
    stop: () => boss.stop({ graceful: true, timeout: stopTimeoutMs }),
  };
}

async function saveQueues(boss: PgBoss): Promise<void> {
  const existing = new Set((await boss.getQueues()).map(({ name }) => name));
  if (!existing.has(deadLetter)) await boss.createQueue(deadLetter);
  for (const name of queueNames) {
    const options = { ...queueOptions, ...ownQueueOptions[name] };
    if (!existing.has(name)) await boss.createQueue(name, options);
    // What an earlier version had said does not stay; null is what it had said and this one does not.
    else await boss.updateQueue(name, { heartbeatSeconds: null, ...options });
  }
}

function jobsOf(boss: PgBoss): Jobs {
  return {
    async enqueue(db, name, data, { startAt, isUrgent = false } = {}) {
      const when = startAt ? { startAfter: startAt } : {};
      await boss.send(name, data, { ...when, priority: isUrgent ? 1 : 0, db: fromKysely(db) });
    },
  };
}

async function startWorkers(boss: PgBoss, deps: ServerDeps): Promise<void> {
  for (const name of queueNames) {
    await startWorker(boss, deps, name, workers[name]);
    const schedule = schedules[name];
    if (schedule) await boss.schedule(name, schedule.cron, schedule.data);
  }
}

async function startWorker<Name extends JobName>(
  boss: PgBoss,
  deps: ServerDeps,
  name: Name,
  worker: Workers[Name],
): Promise<void> {
  await boss.work<JobMap[Name]>(name, { ...workOptions, ...ownWorkOptions[name] }, (jobs) =>
    Promise.all(
      jobs.map(async ({ id, data }): Promise<JobResult> => {
        deps.log.debug({ job: name, jobId: id }, 'job starts');
        try {
          await worker(deps, data);
          return { id, status: 'completed' };
        } catch (error) {
          deps.log.error({ err: error, job: name, jobId: id }, 'job failed');
          return { id, status: 'failed', output: { message: String(error) } };
        }
      }),
    ),
  );
}

function isJobName(name: string): name is JobName {
  return name in workers;
}
