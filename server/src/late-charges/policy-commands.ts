import { Argument, Command } from '@commander-js/extra-typings';
import { lateChargePresets } from '@quittance/shared/late-charge/presets.ts';
import { presetNotice, type LateChargePreset } from '@quittance/shared/late-charge/preset.ts';
import { newLateChargePolicySchema, type ApiLateChargePolicy } from '@quittance/shared/merchant-api/late-charge.ts';
import type { MerchantScope } from '../access/scope.ts';
import { operatorCommand, print, sayProgress } from '../boot/command.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { getDocumentByNumber } from '../merchant-api/find-document-by-number.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listPolicies } from './policy-queries.ts';
import { parseInput, readJsonFile } from './read-json-file.ts';
import { savePolicy } from './save-policy.ts';

export function policyCommands() {
  return new Command('policies')
    .description('What being late costs: late charge policies of entities, customers and invoices')
    .addCommand(listPoliciesCommand())
    .addCommand(savePolicyCommand())
    .addCommand(listPresetsCommand())
    .addCommand(showPresetCommand());
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
    .argument('[file]', 'the policy as JSON (latefee-policy/1)')
    .option('--preset <id>', 'the policy of a preset, instead of a file')
    .option('--entity <slug>', 'for invoices of this entity')
    .option('--customer <id>', 'only for this customer of the entity')
    .option('--invoice <number or id>', 'only for this invoice')
    .addHelpText('after', '\nVersions never change: other rules need a higher version. What was claimed already stays.')
    .action(async (file, options) => {
      const policy = await readPolicy(file, options.preset);
      const saved = await withMerchant(options, async (deps, scope) => {
        const wanted = { ...(await holderOf(deps, scope, options)), policy };
        return savePolicy(deps, scope, parseInput(newLateChargePolicySchema, wanted));
      });
      print(options, saved, [`Saved ${policyLine(saved)}`]);
    });
}

async function readPolicy(file: string | undefined, presetId: string | undefined): Promise<unknown> {
  if ((file === undefined) === (presetId === undefined))
    throw new AppError('invalid_request', 'Give a file, or a preset: quittance policies presets lists them');
  if (file !== undefined) return readJsonFile(file);
  const preset = lateChargePresets.find(({ id }) => id === presetId);
  if (!preset) throw new AppError('not_found', `There is no preset ${presetId}. List them: quittance policies presets`);
  for (const line of doubtLines(preset)) sayProgress(line);
  return preset.policy;
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

function listPresetsCommand() {
  return operatorCommand('presets', 'List policies to start from').action((options) => {
    const width = Math.max(...lateChargePresets.map(({ id }) => id.length));
    const lines = lateChargePresets.map(({ id, title }) => `${id.padEnd(width)}  ${title}`);
    print(options, { notice: presetNotice, presets: lateChargePresets }, [...lines, '', presetNotice]);
  });
}

function showPresetCommand() {
  const id = new Argument('<id>', 'which one').choices(lateChargePresets.map((preset) => preset.id));
  return operatorCommand('preset', 'Show a policy to start from, with its laws, sources and doubts')
    .addArgument(id)
    .action((wanted, options) => {
      const preset = lateChargePresets.find((each) => each.id === wanted);
      if (!preset) throw new AppError('not_found');
      print(options, { notice: presetNotice, ...preset }, [
        `${preset.title}, looked up on ${preset.lookedUpDate}`,
        ...preset.laws.map((law) => `Law: ${law}`),
        ...preset.sources.map((source) => `Source: ${source}`),
        ...doubtLines(preset),
        JSON.stringify(preset.policy, null, 2),
      ]);
    });
}

function doubtLines({ uncertain }: LateChargePreset): string[] {
  return [...uncertain.map((doubt) => `Uncertain: ${doubt}`), presetNotice];
}
