import { execFile } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { afterAll, describe, expect, test } from 'vitest';
import { program } from '../cli.ts';
import { hasPostgresEnded, startProcess } from '../testing/server-process.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'quittance-command-'));
chmodSync(dataDir, 0o755);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Help = Pick<CommandUnknownOpts, 'name' | 'commands' | 'description' | 'helpInformation'>;

/** Those that do something, by their whole name; the others only hold them. */
function lastCommands(commands: readonly Help[], before = ''): [string, Help][] {
  return commands.flatMap((command): [string, Help][] => {
    const name = `${before}${command.name()}`;
    return command.commands.length === 0 ? [[name, command]] : lastCommands(command.commands, `${name} `);
  });
}

const cli = join(import.meta.dirname, '../../../scripts/quittance.ts');
const run = promisify(execFile);

function quittance(args: string[], settings: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ...settings };
  return run(process.execPath, [cli, ...args], { env });
}

describe('a command', () => {
  test('without a server starts the database, and stops it when it is done', async () => {
    const { stdout } = await quittance(['migrate', '--json']);
    expect(JSON.parse(stdout).applied).toContain('0001_init.sql');
    expect(hasPostgresEnded(dataDir)).toBe(true);
  });

  test('beside a server uses its database, and leaves it running', async () => {
    const server = await startProcess({ DATA_DIR: dataDir });
    expect(JSON.parse((await quittance(['migrate', '--json'])).stdout)).toEqual({ applied: [] });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  test('shows the settings without their secrets', async () => {
    const secrets = { SECRET_KEY: 'hunter2'.repeat(6), DATABASE_URL: 'postgres://me:hunter2@db.example.com/x' };
    for (const args of [['settings'], ['settings', '--json']]) {
      const { stdout } = await quittance(args, secrets);
      expect(stdout).toContain('db.example.com');
      expect(stdout).not.toContain('hunter2');
    }
  });

  test('that fails says why, to a program as JSON, and ends with a code', async () => {
    const failed = quittance(['settings', '--json'], { PORT: 'x' });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^{"error":{"code":"failed"/),
    });
  });

  test.each(lastCommands(program.commands))('%s has help that names --json', (_name, command) => {
    expect(command.helpInformation()).toContain('--json');
    expect(command.description()).not.toBe('');
  });

  test('that does not exist is refused', async () => {
    await expect(quittance(['frobnicate'])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('frobnicate'),
    });
  });
});
