import { readConfig } from '../config.ts';
import { runServer } from './run-server.ts';
import { sentenceOf } from './sentence.ts';

/**
 * The server as a process: from the environment until somebody asks it to stop, or until it cannot go on. Who asks while the portal is still
 * being bundled does not wait for it.
 */
export async function serve(portalBuilt: Promise<void>, stopAsked: Promise<string>): Promise<never> {
  const portalReady = Promise.race([portalBuilt, stopAsked.then(refuseToStart)]);
  // It is waited for late, and may have failed long before.
  portalReady.catch(() => undefined);
  // Whoever reads our output may go away before we do.
  process.stdout.on('error', () => undefined);
  try {
    const server = await runServer(readConfig(), say, portalReady);
    say(`Quittance is ready after ${secondsOfThisProcess()} s: ${server.config.publicUrl}`);
    for (const { what, url } of server.addresses) say(`  ${what}: ${url}`);
    try {
      const signal = await Promise.race([stopAsked, server.failed]);
      say(`${signal}: finishing the requests and jobs that run, then stopping`);
    } finally {
      await server.stop();
    }
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a start promises is counted from here: before this process, only pnpm and what looked it up took time. */
function secondsOfThisProcess(): string {
  return (performance.now() / 1000).toFixed(1);
}

function refuseToStart(signal: string): never {
  throw new Error(`${signal} came before the server was ready; it was stopped.`);
}
