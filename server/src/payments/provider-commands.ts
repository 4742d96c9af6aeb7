import { text } from 'node:stream/consumers';
import { Argument, Command } from '@commander-js/extra-typings';
import { paymentModeSchema } from '@quittance/shared/payment.ts';
import { print } from '../boot/command.ts';
import { settingsFromEnvironment } from '../config.ts';
import { AppError } from '../http/errors.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { checkProviders } from './check-providers.ts';
import { listOfferedProviders } from './list-offered-providers.ts';
import { getConnector, saveProviderKeys } from './save-provider-keys.ts';
import { setOfferedProviders, setPaymentMode } from './set-payment-settings.ts';

export function providerCommands() {
  return [
    new Command('providers')
      .description('The payment providers of an entity')
      .addCommand(listCommand())
      .addCommand(setCommand())
      .addCommand(useCommand())
      .addCommand(modeCommand())
      .addCommand(checkCommand()),
  ];
}

function entityCommand(name: string, description: string) {
  return merchantCommand(name, description).requiredOption(
    '--entity <slug>',
    'whose, as `quittance entities list` names it',
  );
}

function listCommand() {
  return entityCommand('list', 'List what is offered and which keys are kept; never the keys').action(
    async (options) => {
      const listed = await withMerchant(options, async (deps, scope) =>
        listOfferedProviders(deps, scope, await getEntity(deps, scope, options.entity)),
      );
      const accounts = listed.accounts.map(
        ({ provider, mode, keyHint, webhookUrl }) => `${provider}  ${mode} key …${keyHint}  called at ${webhookUrl}`,
      );
      const offered = listed.offered.length > 0 ? listed.offered.join(', ') : 'nothing';
      print(options, listed, [`Takes ${listed.mode} payments; offers ${offered}`, ...accounts]);
    },
  );
}

function setCommand() {
  return entityCommand('set', 'Keep the keys of a provider, encrypted, and switch it on')
    .requiredOption('--provider <name>', 'mollie or stripe')
    .option('--from-environment', 'read the keys from variables of these names instead of standard input')
    .addHelpText('after', setHelp)
    .action(async ({ provider, fromEnvironment, entity, ...options }) => {
      const saved = await withMerchant(options, async (deps, scope) => {
        const { keyNames } = getConnector(deps, provider);
        const given = fromEnvironment ? settingsFromEnvironment(keyNames) : await readStandardInput(keyNames);
        const { id: entityId } = await getEntity(deps, scope, entity);
        return saveProviderKeys(deps, scope, { entityId, provider, given });
      });
      const { mode, keyHint, webhookUrl } = saved;
      const next = `See what is left to do: quittance providers check --entity ${entity}`;
      print(options, saved, [`Kept the ${mode} key …${keyHint} of ${provider}. It calls ${webhookUrl}`, next]);
    });
}

const setHelp = `
Keys are lines of standard input, one NAME=value each, and never arguments, which other users of the machine can see:
  mollie: MOLLIE_API_KEY, MOLLIE_WEBHOOK_SECRET (only for signed webhooks)
  stripe: STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET
What is left out stays as it was. A webhook secret that is replaced stays good for a day.`;

function useCommand() {
  return entityCommand('use', 'Choose what is offered, in this order; bank stands for bank transfer')
    .argument('<provider...>')
    .action(async (providers, options) => {
      await withMerchant(options, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, options.entity);
        await setOfferedProviders(deps, scope, { entityId, providers });
      });
      print(options, { providers }, [`Offers ${providers.join(', ')} from now on`]);
    });
}

function modeCommand() {
  return entityCommand('mode', 'Take test or live payments. Keys of the other kind are kept and not used.')
    .addArgument(new Argument('<mode>').choices(paymentModeSchema.options))
    .action(async (mode, options) => {
      await withMerchant(options, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, options.entity);
        await setPaymentMode(deps, scope, { entityId, mode });
      });
      print(options, { mode }, [`Takes ${mode} payments from now on`]);
    });
}

function checkCommand() {
  return entityCommand('check', 'Ask the providers whether keys, webhooks and settings are right').action(
    async (options) => {
      const findings = await withMerchant(options, async (deps, scope) =>
        checkProviders(deps, scope, await getEntity(deps, scope, options.entity)),
      );
      const lines = findings.map(({ provider, what, todo }) =>
        todo === null ? `ok    ${provider}: ${what}` : `TO DO ${provider}: ${what}\n      ${todo}`,
      );
      print(options, findings, lines);
      if (findings.some(({ todo }) => todo !== null)) process.exitCode = 1;
    },
  );
}

async function readStandardInput(names: readonly string[]): Promise<Record<string, string>> {
  if (process.stdin.isTTY) {
    throw new AppError('invalid_request', `Pipe in lines of ${names.join(', ')}: quittance providers set … < keys`);
  }
  const lines = (await text(process.stdin)).split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line));
  // The line itself is not repeated: it may be a key.
  if (pairs.includes(null)) throw new AppError('invalid_request', `A line is not NAME=value with ${names.join(', ')}`);
  const given = Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown) throw new AppError('invalid_request', `There is no ${unknown}. There are: ${names.join(', ')}`);
  return given;
}
