import { Command } from '@commander-js/extra-typings';
import { newReferenceRatesSchema, type ApiReferenceRate } from '@quittance/shared/merchant-api/late-charge.ts';
import { print } from '../boot/command.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listRates } from './list-rates.ts';
import { loadRates } from './load-rates.ts';
import { parseInput, readJsonFile } from './read-json-file.ts';

export function rateCommands() {
  return new Command('rates')
    .description('Published rates that interest follows')
    .addCommand(listRatesCommand())
    .addCommand(importRatesCommand());
}

function listRatesCommand() {
  return merchantCommand('list', 'List the rates: those of the program, then those that were loaded and overrule them')
    .option('--series <name>', 'only this one, such as ECB_MRO')
    .action(async (options) => {
      const rates = await withMerchant(options, (deps, scope) => listRates(deps, scope, options.series));
      print(options, rates, rates.map(rateLine));
    });
}

function rateLine({ series, from, to, percent, source, loadedAt }: ApiReferenceRate): string {
  const origin = loadedAt === null ? 'program' : `loaded ${loadedAt.slice(0, 10)}`;
  return `${series}  ${from} to ${to}  ${percent} %  ${origin}  ${source}`;
}

function importRatesCommand() {
  return merchantCommand('import', 'Load published rates; newer rows win, the history is kept')
    .argument('<file>', 'JSON: { "rates": [{ "series", "from", "to", "percent", "source" }] }')
    .action(async (file, options) => {
      const { rates } = parseInput(newReferenceRatesSchema, await readJsonFile(file));
      const loaded = await withMerchant(options, (deps, scope) => loadRates(deps, scope, rates));
      print(options, loaded, [`${loaded.addedCount} added, ${loaded.unchangedCount} unchanged`]);
    });
}
