import { parentPort } from 'node:worker_threads';
import { readUbl } from './read-ubl.ts';

// The thread that `ubl-pool.ts` reads in: bytes in, reading out. An error that rises here ends it, and the pool tells why.
parentPort?.on('message', (bytes: Uint8Array) => {
  const reading = readUbl(bytes);
  const files = reading.ok ? reading.attachments.map((attachment) => attachment.bytes.buffer) : [];
  parentPort?.postMessage(reading, files);
});
parentPort?.postMessage('ready', []);
