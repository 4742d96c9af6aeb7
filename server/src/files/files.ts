import type { Readable } from 'node:stream';

/** Bytes that never change, found by the SHA-256 of what they are: the same file twice is stored once. */
export interface Files {
  /** Stores durably, then resolves to the key: lower-case hex of the SHA-256. */
  put(content: Uint8Array): Promise<string>;
  get(key: string): Promise<Uint8Array>;
  stream(key: string): Readable;
}
