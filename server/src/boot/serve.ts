import { readConfig } from '../config.ts';
import { runServer } from './run-server.ts';
import { sentenceOf } from './sentence.ts';

/** The server as a process: from the environment until somebody asks it to stop, or until it cannot go on. */
export async function serve(portalBuilt: Promise<void> = Promise.resolve()): Promise<never> {
  // It is waited for late, and may have failed long before.
  portalBuilt.catch(() => undefined);
  // Whoever reads our output may go away before we do.
  process.stdout.on('error', () => undefined);
  try {
    const stopAsked = stopSignal();
    const server = await runServer(readConfig(), say, portalBuilt);
    say(`Quittance is ready: ${server.config.publicUrl}`);
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

/** Launchers pass a signal on that has reached us already, so only the first counts; stopping takes a few seconds at most. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
}
