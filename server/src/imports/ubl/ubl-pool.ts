import { Worker } from 'node:worker_threads';
import { idleThreadMs, readTimeoutMs, workerMegabytesMax } from './limits.ts';
import type { UblReading } from './read-ubl.ts';

/** Reads files off the main thread, so that no file, however hostile, holds up the server. */
export interface UblPool {
  read: (bytes: Uint8Array) => Promise<UblReading>;
  /** Threads that are there now, each with memory of its own. */
  threadCount: () => number;
  close: () => Promise<void>;
}

type Task = { bytes: Uint8Array; resolve: (reading: UblReading) => void; reject: (reason: Error) => void };
type Thread = { worker: Worker; task: Task | null; isReady: boolean; limit: AbortController };
type Limits = { timeoutMs: number; idleMs: number };
type Pool = Limits & { size: number; threads: Set<Thread>; queue: Task[]; isClosed: boolean };

/** Threads start when they are needed, up to `size`, and end when they idle; one that ran out of time or memory is replaced. */
export function openUblPool(
  size: number,
  { timeoutMs = readTimeoutMs, idleMs = idleThreadMs }: Partial<Limits> = {},
): UblPool {
  const pool: Pool = { size, timeoutMs, idleMs, threads: new Set(), queue: [], isClosed: false };
  return {
    read: (bytes) =>
      new Promise((resolve, reject) => {
        if (pool.isClosed) throw closed();
        pool.queue.push({ bytes, resolve, reject });
        dispatch(pool);
      }),
    threadCount: () => pool.threads.size,
    close: async () => {
      pool.isClosed = true;
      const threads = [...pool.threads];
      abandon(pool, closed());
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function dispatch(pool: Pool): void {
  for (const thread of pool.threads) {
    if (thread.isReady && !thread.task) give(pool, thread);
  }
  const starting = [...pool.threads].filter(({ isReady }) => !isReady).length;
  for (let missing = pool.queue.length - starting; missing > 0 && pool.threads.size < pool.size; missing -= 1)
    start(pool);
}

function start(pool: Pool): void {
  const worker = new Worker(new URL('./ubl-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: workerMegabytesMax },
  });
  const thread: Thread = { worker, task: null, isReady: false, limit: new AbortController() };
  pool.threads.add(thread);
  worker.on('message', (message: UblReading | 'ready') => {
    if (message === 'ready') thread.isReady = true;
    else finish(thread, message);
    dispatch(pool);
    if (!thread.task) idle(pool, thread);
  });
  worker.on('error', (error: unknown) => fail(pool, thread, error));
  worker.on('exit', () => fail(pool, thread, new Error('The thread that reads files ended')));
}

/** The time counts from here: neither the queue nor the start of the thread is the file's fault. */
function give(pool: Pool, thread: Thread): void {
  const task = pool.queue.shift();
  if (!task) return;
  thread.task = task;
  renewLimit(thread);
  thread.worker.ref();
  // A reading that arrived while the main thread was busy is taken first: it is handled before what `setImmediate` defers.
  const end = () => setImmediate(() => thread.task === task && stop(pool, thread, tooLong(pool.timeoutMs)));
  AbortSignal.timeout(pool.timeoutMs).addEventListener('abort', end, { signal: thread.limit.signal });
  // A copy: the caller keeps its bytes, and a view would bring the whole buffer behind it along.
  const bytes = new Uint8Array(task.bytes);
  thread.worker.postMessage(bytes, [bytes.buffer]);
}

/** An idle thread keeps no process alive, and its memory not for long. */
function idle(pool: Pool, thread: Thread): void {
  thread.worker.unref();
  renewLimit(thread);
  const end = () => {
    if (thread.task || !pool.threads.delete(thread)) return;
    void thread.worker.terminate();
  };
  AbortSignal.timeout(pool.idleMs).addEventListener('abort', end, { signal: thread.limit.signal });
}

function renewLimit(thread: Thread): void {
  thread.limit.abort();
  thread.limit = new AbortController();
}

function finish(thread: Thread, reading: UblReading): void {
  thread.limit.abort();
  thread.task?.resolve(reading);
  thread.task = null;
}

function stop(pool: Pool, thread: Thread, reading: UblReading): void {
  pool.threads.delete(thread);
  finish(thread, reading);
  void thread.worker.terminate();
  dispatch(pool);
}

function fail(pool: Pool, thread: Thread, reason: unknown): void {
  if (!pool.threads.has(thread)) return;
  const error = reason instanceof Error ? reason : new Error('The thread that reads files failed', { cause: reason });
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    stop(pool, thread, limited(`takes more than ${workerMegabytesMax} MB of memory to read`));
    return;
  }
  pool.threads.delete(thread);
  thread.limit.abort();
  thread.task?.reject(error);
  // A thread that cannot even start will not start the next time either: say so instead of trying for ever.
  if (thread.isReady) dispatch(pool);
  else abandon(pool, error);
}

function abandon(pool: Pool, error: Error): void {
  for (const thread of pool.threads) {
    thread.limit.abort();
    thread.task?.reject(error);
    void thread.worker.terminate();
  }
  for (const task of pool.queue) task.reject(error);
  pool.threads.clear();
  pool.queue.length = 0;
}

function tooLong(timeoutMs: number): UblReading {
  return limited(`takes longer than ${timeoutMs / 1000} s to read`);
}

function closed(): Error {
  return new Error('The reading of files was stopped');
}

function limited(what: string): UblReading {
  return { ok: false, refusals: [{ rule: 'LIMIT', element: '/', message: `The file ${what}. Send a smaller one.` }] };
}
