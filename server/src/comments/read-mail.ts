import { openGate, type Gate } from '../http/gate.ts';
import { askThread, oneAtATime } from '../threads/ask-thread.ts';
import type { IncomingFile } from './accept-files.ts';

/** What a mail says, before anything in it is believed. */
export type ReadMail = {
  /** Null where it has none. */
  messageId: string | null;
  /** As the sender likes to be called; it proves nothing. */
  fromName: string;
  /** A program answered: an absence, a bounce, a receipt. */
  isAutomatic: boolean;
  /** Without what is quoted in it, and without the signature. */
  text: string;
  /** What somebody attached; signatures, cards and the small pictures of letterheads are left out. */
  files: IncomingFile[];
};

/** Reads raw messages (RFC 5322). */
export interface MailReader {
  /** To be asked before a mail of these people is taken in: each may weigh 30 MiB, and is held until it is read. */
  enter: Gate['enter'];
  /** Null when it cannot be read within limits of depth, time and memory. */
  read(raw: Uint8Array): Promise<ReadMail | null>;
}

const program = new URL('./read-mail-worker.ts', import.meta.url);
/** Of one person one mail, to whichever of its addresses, so that nobody keeps everybody else waiting. */
const heldMax = { max: 3, maxEach: 1 };
const defaultLimits = { timeoutMs: 5000, heapMegabytesMax: 512 };

/** One at a time, each in a thread of its own: whoever writes a mail must not be able to keep the server busy. */
export function openMailReader(limits = defaultLimits): MailReader {
  const next = oneAtATime();
  return {
    ...openGate(heldMax),
    read: (raw) =>
      next(async () => {
        const answer = await askThread(program, raw, limits);
        return isMail(answer) ? answer : null;
      }),
  };
}

function isMail(answer: unknown): answer is ReadMail {
  return typeof answer === 'object' && answer !== null && 'messageId' in answer;
}
