import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from '../threads/ask-thread.ts';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';
export type PictureRefusal = 'too_large' | 'unreadable';
export type Redrawn = { picture: Uint8Array } | { refusal: PictureRefusal };
type LogoPictures = { logo: Uint8Array; icon: Uint8Array | null; homeIcon: Uint8Array | null };
/** The icons are null where the picture is too long for a square. */
export type DrawnLogo = LogoPictures | { refusal: PictureRefusal };

/** What the process is asked. */
export type PictureQuestion = { kind: 'picture' | 'logo'; bytes: Uint8Array; type: PictureType };

/** Pictures from outside, made anew from nothing but their pixels. */
export interface Pictures {
  /**
   * The same picture in the same format, upright and at most 4096 pixels wide and high, without place, camera, comments or anything that
   * was hidden in the file. `too_large` above 25 megapixels.
   */
  redraw(bytes: Uint8Array, type: PictureType): Promise<Redrawn>;
  /**
   * The same as PNG, which mails and paper take: the logo at most 800 by 400 pixels, an icon of 192 by 192 on white, and one of 512 by 512
   * for home screens.
   */
  drawLogo(bytes: Uint8Array, type: PictureType): Promise<DrawnLogo>;
}

const program = fileURLToPath(new URL('./redraw-picture-process.ts', import.meta.url));
const defaultTimeoutMs = 20_000;

/**
 * One picture at a time, each in a process of its own, which knows no setting and ends with the picture. A thread would not do: what the
 * library takes there is not given back when the thread ends.
 */
export function openPictures(timeoutMs: number = defaultTimeoutMs): Pictures {
  const next = oneAtATime();
  const ask = (question: PictureQuestion) => next(() => askProcess(question, timeoutMs));
  return {
    async redraw(bytes, type) {
      const answer = await ask({ kind: 'picture', bytes, type });
      return answer instanceof Uint8Array ? { picture: answer } : refusal(answer);
    },
    async drawLogo(bytes, type) {
      const answer = await ask({ kind: 'logo', bytes, type });
      return isLogo(answer) ? answer : refusal(answer);
    },
  };
}

function refusal(answer: unknown): { refusal: PictureRefusal } {
  return { refusal: answer === 'too_large' ? 'too_large' : 'unreadable' };
}

function isLogo(answer: unknown): answer is LogoPictures {
  return Reflect.get(Object(answer), 'logo') instanceof Uint8Array;
}

async function askProcess(question: PictureQuestion, timeoutMs: number): Promise<unknown> {
  const child = fork(program, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
  try {
    const answered = answerOf(child, timeoutMs);
    child.send(question, () => undefined);
    return await answered;
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
