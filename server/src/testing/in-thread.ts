import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

const program = `
  const { parentPort, workerData: { module, name, input } } = require('node:worker_threads');
  import(module).then((exported) => parentPort.postMessage(exported[name](...input)));
`;

/**
 * What the function `name` of a module makes of hostile input, in a thread of its own: a function that does not come to an end cannot hold up
 * the test, whose own timeout ends it then.
 */
export function inThread(module: URL, name: string, ...input: readonly unknown[]): Promise<unknown> {
  const worker = new Worker(program, { eval: true, workerData: { module: module.href, name, input } });
  onTestFinished(async () => void (await worker.terminate()));
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
