import type { Readable } from 'node:stream';

/** Bytes that never change, found by the SHA-256 of what they are: the same file twice is stored once. */
export interface Files {
  /** Stores durably, then resolves to the key: lower-case hex of the SHA-256. What is there already counts as put anew. */
  put(content: Uint8Array): Promise<string>;
  get(key: string): Promise<Uint8Array>;
  stream(key: string): Readable;
  /** Keys of what was last put before then. */
  listPutBefore(instant: Date): AsyncIterable<string>;
  /** Leaves one that was put since, even at the same moment. */
  removePutBefore(instant: Date, key: string): Promise<void>;
}
