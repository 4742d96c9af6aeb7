import { Worker } from 'node:worker_threads';

/** How long one question may take, and how much memory of JavaScript. */
export type ThreadLimits = { timeoutMs: number; heapMegabytesMax?: number };

/**
 * Gives `question` to a thread of its own and resolves to what that posts first; undefined where it ends, fails or takes too long. What a
 * file from outside does to its thread ends with it.
 */
export async function askThread(program: URL, question: unknown, limits: ThreadLimits): Promise<unknown> {
  const { timeoutMs, heapMegabytesMax } = limits;
  const worker = new Worker(program, {
    workerData: question,
    ...(heapMegabytesMax && { resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax } }),
    // Libraries talk about what they cannot do; the answer says enough.
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf(worker, timeoutMs);
  } finally {
    await worker.terminate();
  }
}

/** Lets what is asked for begin only when what was asked for before has ended. */
export function oneAtATime(): <T>(ask: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (ask) => {
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
}

function answerOf(worker: Worker, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
    AbortSignal.timeout(timeoutMs).addEventListener('abort', () => resolve(undefined));
  });
}
