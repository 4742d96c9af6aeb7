import { spawn } from 'node:child_process';

/** Everything that can be said without running the program. The steps are independent, so they run side by side. */
const steps = {
  types:
    'tsc -p tsconfig.json && tsc -p portal/tsconfig.json && tsc -p portal/src/offline/tsconfig.json && tsc -p e2e/tsconfig.json',
  lint: 'oxlint --deny-warnings',
  format: 'oxfmt --check .',
  imports: 'node scripts/check-imports.ts',
  unused: 'knip --no-config-hints',
};

const results = await Promise.all(Object.entries(steps).map(([step, command]) => run(step, command)));
for (const { step, output, isGood } of results) {
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${step}`);
  if (!isGood) console.log(output);
}
if (results.some(({ isGood }) => !isGood)) process.exitCode = 1;

function run(step: string, command: string): Promise<{ step: string; output: string; isGood: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ step, output: String(error), isGood: false }));
    child.once('close', (code) => resolve({ step, output: Buffer.concat(chunks).toString(), isGood: code === 0 }));
  });
}
