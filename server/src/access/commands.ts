import { Command } from '@commander-js/extra-typings';
import { apiScopes, apiScopeSchema, type ApiScope } from '@quittance/shared/access.ts';
import { calendarDateSchema } from '@quittance/shared/schema.ts';
import { print } from '../boot/command.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listApiKeys, type ApiKeyRow } from './api-key-queries.ts';
import { issueApiKey, revokeApiKey } from './api-key.ts';

export function accessCommands() {
  return [
    new Command('api-keys')
      .description("Keys for the merchant's own software")
      .addCommand(issueCommand())
      .addCommand(listCommand())
      .addCommand(revokeCommand()),
  ];
}

function issueCommand() {
  return merchantCommand('issue', 'Issue a key; it is shown once')
    .requiredOption('--name <text>', 'what it is for, to recognise it by')
    .requiredOption('--scope <scope...>', `what it may do: ${apiScopes.join(', ')}; or all`)
    .option('--expires <date>', 'the day from which it no longer works, like 2027-01-31')
    .action(async ({ name, scope, expires, ...options }) => {
      const scopes = scopesOf(scope);
      const expiresAt = expires === undefined ? undefined : startOf(expires);
      if (name.trim() === '') throw new AppError('invalid_request', 'The name is empty. Say what the key is for.');
      const issued = await withMerchant(options, (deps, merchant) =>
        issueApiKey(deps, merchant, { name: name.trim(), scopes, ...(expiresAt && { expiresAt }) }),
      );
      print(options, issued, [issued.key, '', 'Keep it now: only its hash is stored, so it cannot be shown again.']);
    });
}

function scopesOf(wanted: readonly string[]): ApiScope[] {
  if (wanted.includes('all')) return [...apiScopes];
  return wanted.map((text) => {
    const scope = apiScopeSchema.safeParse(text);
    if (scope.success) return scope.data;
    throw new AppError('invalid_request', `There is no scope ${text}. There are ${apiScopes.join(', ')}; or all.`);
  });
}

function startOf(date: string): Date {
  if (calendarDateSchema.safeParse(date).success) return new Date(`${date}T00:00:00Z`);
  throw new AppError('invalid_request', `--expires: ${date} is not a date like 2027-01-31.`);
}

function listCommand() {
  return merchantCommand('list', 'List the keys, without their secrets').action(async (options) => {
    const keys = await withMerchant(options, (deps, merchant) => listApiKeys(deps.db, merchant));
    const lines = keys.map((key) => `${key.id}  ${key.name}  ${standing(key)}  ${key.scopes.join(' ')}`);
    print(options, keys, lines.length > 0 ? lines : ['There are no keys']);
  });
}

function standing({ revokedAt, expiresAt, lastUsedAt }: ApiKeyRow): string {
  if (revokedAt) return `revoked on ${day(revokedAt)}`;
  const end = expiresAt ? `until ${day(expiresAt)}, ` : '';
  return `${end}${lastUsedAt ? `last used on ${day(lastUsedAt)}` : 'never used'}`;
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

function revokeCommand() {
  return merchantCommand('revoke', 'Revoke a key: its next call is refused')
    .argument('<id>', 'as the list shows it')
    .action(async (id, options) => {
      await withMerchant(options, (deps, merchant) => revokeApiKey(deps, merchant, id));
      print(options, { id }, [`Revoked the key ${id}`]);
    });
}
