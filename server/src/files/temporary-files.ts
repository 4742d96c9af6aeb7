import type { Readable } from 'node:stream';

/** Large files that are kept for some hours, each under an id; unlike `Files` they are written while they are made, and go away again. */
export interface TemporaryFiles {
  /** Resolves to the size in bytes once the whole file is on the disk; until then, and when `content` fails, there is none under this id. */
  write(id: string, content: Readable): Promise<number>;
  /** Null when there is none. */
  find(id: string): Promise<{ stream: Readable; sizeBytes: number } | null>;
  /** Also what was left of it by a process that died. */
  remove(id: string): Promise<void>;
}
