import { readConfig, type Config } from '../config.ts';
import { operatorCommand, print, sayProgress, withDatabase } from './command.ts';
import { migrateAll } from './migrate-all.ts';

export function houseCommands() {
  return [migrateCommand(), settingsCommand()];
}

function migrateCommand() {
  return operatorCommand(
    'migrate',
    'Bring the database up to date; the server does so by itself when it starts',
  ).action(async (options) => {
    const applied = await withDatabase(readConfig(), ({ url }) => migrateAll(url, sayProgress));
    print(options, { applied }, [applied.length === 0 ? 'The database is up to date' : `Applied ${applied.length}`]);
  });
}

function settingsCommand() {
  return operatorCommand('settings', 'Show the settings that are in force, without their secrets').action((options) => {
    const settings = withoutSecrets(readConfig());
    const lines = Object.entries(settings).map(([name, value]) => `${name.padEnd(16)} ${value ?? '(none)'}`);
    print(options, settings, lines);
  });
}

function withoutSecrets(config: Config): Record<string, string | number | boolean | null> {
  return {
    ...config,
    secretKey: '(hidden)',
    databaseUrl: withoutPassword(config.databaseUrl),
    smtpUrl: withoutPassword(config.smtpUrl),
  };
}

function withoutPassword(text: string | null): string | null {
  if (text === null) return null;
  const url = new URL(text);
  if (url.password !== '') url.password = 'hidden';
  return url.href;
}
