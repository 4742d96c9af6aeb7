import { Worker } from 'node:worker_threads';

/** Pictures of PDFs. Those may come from outside, so they are drawn off the main thread, within limits of time and memory. */
export interface Previews {
  /** The first page as a PNG 600 pixels wide; null when it cannot be drawn, whatever the reason. */
  draw(pdf: Uint8Array): Promise<Uint8Array | null>;
}

const defaultTimeoutMs = 10_000;

/** One picture at a time, each in a thread of its own: what a file does to its thread ends with it. */
export function openPreviews(timeoutMs: number = defaultTimeoutMs): Previews {
  let last: Promise<unknown> = Promise.resolve();
  return {
    draw(pdf) {
      const drawn = last.then(() => drawInThread(pdf, timeoutMs));
      last = drawn;
      return drawn;
    },
  };
}

async function drawInThread(pdf: Uint8Array, timeoutMs: number): Promise<Uint8Array | null> {
  const worker = new Worker(new URL('./render-preview-worker.ts', import.meta.url), {
    workerData: pdf,
    // PDFium talks about what it cannot do; the answer says enough.
    stdout: true,
    stderr: true,
  });
  try {
    return await answerOf(worker, timeoutMs);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, timeoutMs: number): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    worker.once('message', (picture: Uint8Array) => resolve(picture));
    worker.once('error', () => resolve(null));
    worker.once('exit', () => resolve(null));
    AbortSignal.timeout(timeoutMs).addEventListener('abort', () => resolve(null));
  });
}
