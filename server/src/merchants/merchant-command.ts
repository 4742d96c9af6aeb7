import type { MerchantScope } from '../access/scope.ts';
import { operatorCommand, withDeps } from '../boot/command.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { listMerchants } from './merchant-queries.ts';

/** A command that works for one merchant. */
export function merchantCommand(name: string, description: string) {
  return operatorCommand(name, description).option(
    '--merchant <name or id>',
    'which merchant; may be left out where there is only one',
  );
}

export async function withMerchant<T>(
  options: { merchant?: string | undefined },
  use: (deps: Deps, scope: MerchantScope) => Promise<T>,
): Promise<T> {
  return withDeps(async (deps) => use(deps, await merchantOf(deps, options.merchant)));
}

async function merchantOf(deps: Pick<Deps, 'db'>, wanted: string | undefined): Promise<MerchantScope> {
  const merchants = await listMerchants(deps.db);
  const found = merchants.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted);
  const [only, ...others] = found;
  if (only && others.length === 0) return { merchantId: only.id };
  const names = merchants.map(({ name, id }) => `  ${name} (${id})`).join('\n');
  if (merchants.length === 0)
    throw new AppError('not_found', 'There is no merchant yet. Add one: quittance merchants add <name>');
  const what = wanted === undefined ? 'There are several merchants' : `No single merchant is called “${wanted}”`;
  throw new AppError('invalid_request', `${what}. Say which by --merchant:\n${names}`);
}
