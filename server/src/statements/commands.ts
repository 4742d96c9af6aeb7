import { writeFile } from 'node:fs/promises';
import { formatMinor } from '@quittance/shared/format.ts';
import { statementRequestSchema, type StatementRequest } from '@quittance/shared/statement-request.ts';
import type { AccountStatement } from '@quittance/shared/statement.ts';
import type { MerchantScope, ReaderScope } from '../access/scope.ts';
import { print, sayProgress } from '../boot/command.ts';
import type { Deps } from '../deps.ts';
import { en } from '../documents/pdf-locales/en.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { type AccountRow, listAccounts, listCustomersCalled } from './account-queries.ts';
import { getStatement } from './get-statement.ts';
import { getStatementFile, type StatementFormat } from './get-statement-file.ts';
import { nameOf, numberOf } from './statement-names.ts';

type Options = {
  customer: string;
  entity?: string | undefined;
  currency?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export function statementCommands() {
  return [statementCommand()];
}

function statementCommand() {
  return merchantCommand('statement', 'Statement of account of a customer, to read or as a file')
    .requiredOption('--customer <name or id>', 'whose')
    .option('--entity <slug>', 'with which entity; may be left out where there is only one')
    .option('--currency <code>', 'may be left out where there is only one')
    .option('--from <date>', 'the first day; 1 January of the last day where left out')
    .option('--to <date>', 'the last day; today where left out')
    .option('--format <name>', 'csv or pdf, in the language of the customer')
    .option('--output <file>', 'where to write it; the standard output where left out')
    .action(async (options) => {
      const format = formatOf(options);
      const found = await withMerchant(options, async (deps, scope) => {
        const { reader, request } = await requestOf(deps, scope, options);
        if (format) return { file: await getStatementFile(deps, reader, request, format) };
        return { statement: await getStatement(deps, reader, request) };
      });
      if (found.statement) return print(options, found.statement, linesOf(found.statement));
      if (options.output === undefined) return void process.stdout.write(found.file.bytes);
      await writeFile(options.output, found.file.bytes);
      sayProgress(`Wrote ${options.output}`);
    });
}

function formatOf(options: {
  format?: string | undefined;
  output?: string | undefined;
  json?: true | undefined;
}): StatementFormat | null {
  const { format, output, json } = options;
  if (format === undefined) {
    if (output === undefined) return null;
    throw new AppError('invalid_request', '--output: say by --format whether the file shall be csv or pdf.');
  }
  if (format !== 'csv' && format !== 'pdf') {
    throw new AppError('invalid_request', `--format: ${format} is neither csv nor pdf.`);
  }
  if (json)
    throw new AppError('invalid_request', `--json: the statement is wanted as ${format}; leave one of them out.`);
  if (format === 'pdf' && output === undefined && process.stdout.isTTY) {
    throw new AppError('invalid_request', '--output: name a file; a terminal cannot show a PDF.');
  }
  return format;
}

async function requestOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  options: Options,
): Promise<{ reader: ReaderScope; request: StatementRequest }> {
  const customerId = await customerIdOf(deps, scope, options.customer);
  const reader = { ...scope, customerIds: [customerId], onlyDocumentId: null };
  const { entityId, currency, timeZone } = accountOf(await listAccounts(deps.db, reader, [customerId]), options);
  const to = options.to ?? deps.clock.today(timeZone);
  const from = options.from ?? `${to.slice(0, 4)}-01-01`;
  const parsed = statementRequestSchema.safeParse({ customerId, entityId, currency, from, to });
  if (parsed.success) return { reader, request: parsed.data };
  const sentences = parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new AppError('invalid_request', sentences.join('\n'));
}

async function customerIdOf(deps: Pick<Deps, 'db'>, scope: MerchantScope, nameOrId: string): Promise<string> {
  const [only, ...others] = await listCustomersCalled(deps.db, scope, nameOrId);
  if (!only) throw new AppError('not_found', `There is no customer called ${nameOrId}.`);
  if (others.length === 0) return only.id;
  const ids = [only, ...others].map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  throw new AppError('invalid_request', `Several customers are called ${nameOrId}. Give an id by --customer:\n${ids}`);
}

function accountOf(accounts: readonly AccountRow[], { entity, currency, customer }: Options): AccountRow {
  if (accounts.length === 0) throw new AppError('not_found', `There is nothing of ${customer} yet.`);
  const meant = accounts.filter(
    (account) =>
      account.entitySlug === (entity ?? account.entitySlug) && account.currency === (currency ?? account.currency),
  );
  const [only, ...others] = meant;
  if (only && others.length === 0) return only;
  const known = accounts.map(
    (account) => `  --entity ${account.entitySlug} --currency ${account.currency}  ${account.entityName}`,
  );
  throw new AppError('invalid_request', `Say which account of ${customer} is meant:\n${known.join('\n')}`);
}

function linesOf(statement: AccountStatement): string[] {
  const { currency, entries, fromDate, toDate, openingMinor, closingMinor } = statement;
  const line = (day: string, what: string, amount: number | null, balance: number) =>
    [
      day,
      what.padEnd(44),
      (amount === null ? '' : formatMinor(amount, currency, 'en')).padStart(16),
      formatMinor(balance, currency, 'en').padStart(16),
    ].join('  ');
  const words = en.statement;
  return [
    `${statement.customer.name} with ${statement.entity.name}`,
    line(fromDate, words.opening, null, openingMinor),
    ...entries.map((entry) =>
      line(entry.date, `${nameOf(entry, words)} ${numberOf(entry)}`.trim(), entry.amountMinor, entry.balanceMinor),
    ),
    line(toDate, words.closing, null, closingMinor),
  ];
}
