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
  /** Null when it cannot be read within limits of depth, time and memory. */
  read(raw: Uint8Array): Promise<ReadMail | null>;
}

const program = new URL('./read-mail-worker.ts', import.meta.url);
const defaultLimits = { timeoutMs: 15_000, heapMegabytesMax: 512 };

/** One at a time, each in a thread of its own: whoever writes a mail must not be able to keep the server busy. */
export function openMailReader(limits = defaultLimits): MailReader {
  const next = oneAtATime();
  return {
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
