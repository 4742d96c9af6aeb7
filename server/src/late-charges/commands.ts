import { Command } from '@commander-js/extra-typings';
import {
  newLateChargePolicySchema,
  newReferenceRatesSchema,
  type ApiLateChargePolicy,
} from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import { print } from '../boot/command.ts';
import type { Deps } from '../deps.ts';
import { getDocumentByNumber } from '../merchant-api/find-document-by-number.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { calculateCommand } from './calculate-command.ts';
import { loadRates } from './load-rates.ts';
import { listPolicies } from './policy-queries.ts';
import { listLoadedRates } from './rate-queries.ts';
import { parseInput, readJsonFile } from './read-json-file.ts';
import { savePolicy } from './save-policy.ts';

export function lateChargeCommands() {
  return [
    new Command('policies')
      .description('What being late costs: late charge policies of entities, customers and invoices')
      .addCommand(listPoliciesCommand())
      .addCommand(savePolicyCommand()),
    new Command('rates')
      .description('Published rates that interest follows')
      .addCommand(listRatesCommand())
      .addCommand(importRatesCommand()),
    calculateCommand(),
  ];
}

function listPoliciesCommand() {
  return merchantCommand('list', 'List the policies, every version').action(async (options) => {
    const everything = { after: null, limit: 10_000 };
    const policies = await withMerchant(options, (deps, scope) => listPolicies(deps.db, scope, {}, everything));
    print(options, policies, policies.map(policyLine));
  });
}

function savePolicyCommand() {
  return merchantCommand('save', 'Add a policy, or a new version of one')
    .argument('<file>', 'the policy as JSON (latefee-policy/1)')
    .option('--entity <slug>', 'for invoices of this entity')
    .option('--customer <id>', 'only for this customer of the entity')
    .option('--invoice <number or id>', 'only for this invoice')
    .addHelpText('after', '\nVersions never change: other rules need a higher version. What was claimed already stays.')
    .action(async (file, options) => {
      const policy = await readJsonFile(file);
      const saved = await withMerchant(options, async (deps, scope) => {
        const wanted = { ...(await holderOf(deps, scope, options)), policy };
        return savePolicy(deps, scope, parseInput(newLateChargePolicySchema, wanted));
      });
      print(options, saved, [`Saved ${policyLine(saved)}`]);
    });
}

async function holderOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  {
    entity,
    customer,
    invoice,
  }: { entity?: string | undefined; customer?: string | undefined; invoice?: string | undefined },
) {
  return {
    ...(entity !== undefined && { entityId: (await getEntity(deps, scope, entity)).id }),
    ...(customer !== undefined && { customerId: customer }),
    ...(invoice !== undefined && { invoiceId: (await getDocumentByNumber(deps, scope, 'invoice', invoice)).id }),
  };
}

function policyLine({ policy, customerId, invoiceId, entityId }: ApiLateChargePolicy): string {
  const holder = invoiceId ? `invoice ${invoiceId}` : customerId ? `customer ${customerId}` : `entity ${entityId}`;
  return `${policy.id} version ${policy.version}, valid from ${policy.valid_from}, for ${holder}`;
}

function listRatesCommand() {
  return merchantCommand('list', 'List the rates that were loaded').action(async (options) => {
    const rates = await withMerchant(options, (deps, scope) => listLoadedRates(deps.db, scope));
    const lines = rates.map(
      ({ series, from, to, percent, source }) => `${series}  ${from} to ${to}  ${percent} %  ${source}`,
    );
    print(options, rates, lines);
  });
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
