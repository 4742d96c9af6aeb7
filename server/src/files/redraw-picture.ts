import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from '../threads/ask-thread.ts';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';
export type Redrawn = { picture: Uint8Array } | { refusal: 'too_large' | 'unreadable' };

/** Pictures from outside, made anew from nothing but their pixels. */
export interface Pictures {
  /**
   * The same picture in the same format, upright and at most 4096 pixels wide and high, without place, camera, comments or anything that
   * was hidden in the file. `too_large` above 25 megapixels.
   */
  redraw(bytes: Uint8Array, type: PictureType): Promise<Redrawn>;
}

const program = fileURLToPath(new URL('./redraw-picture-process.ts', import.meta.url));
const defaultTimeoutMs = 20_000;

/**
 * One picture at a time, each in a process of its own, which knows no setting and ends with the picture. A thread would not do: what the
 * library takes there is not given back when the thread ends.
 */
export function openPictures(timeoutMs: number = defaultTimeoutMs): Pictures {
  const next = oneAtATime();
  return { redraw: (bytes, type) => next(() => redrawInProcess({ bytes, type }, timeoutMs)) };
}

async function redrawInProcess(
  question: { bytes: Uint8Array; type: PictureType },
  timeoutMs: number,
): Promise<Redrawn> {
  const child = fork(program, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
  try {
    const answered = answerOf(child, timeoutMs);
    child.send(question, () => undefined);
    const answer = await answered;
    if (answer instanceof Uint8Array) return { picture: answer };
    return { refusal: answer === 'too_large' ? 'too_large' : 'unreadable' };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Undefined where none comes. */
function answerOf(child: ChildProcess, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
    AbortSignal.timeout(timeoutMs).addEventListener('abort', () => resolve(undefined));
  });
}
