import { Command } from '@commander-js/extra-typings';
import { operatorCommand, print, withDeps } from '../boot/command.ts';
import { parseOptions } from '../boot/parse-options.ts';
import { entityChangeSchema } from '@quittance/shared/merchant-api/entity.ts';
import { AppError } from '../http/errors.ts';
import { originOf } from '../http/site.ts';
import { addEntity, newEntitySchema } from './add-entity.ts';
import { changeEntity } from './change-entity.ts';
import { findApiEntity, listEntities } from './entity-queries.ts';
import { getEntity } from './get-entity.ts';
import { merchantCommand, withMerchant } from './merchant-command.ts';
import { insertMerchant, listMerchants } from './merchant-queries.ts';

export function merchantCommands() {
  return [
    new Command('merchants')
      .description('The merchants of this installation')
      .addCommand(listMerchantsCommand())
      .addCommand(addMerchantCommand()),
    new Command('entities')
      .description("A merchant's legal entities: the sellers on its invoices")
      .addCommand(listEntitiesCommand())
      .addCommand(addEntityCommand())
      .addCommand(setHostCommand())
      .addCommand(setPaymentsCommand()),
  ];
}

function listMerchantsCommand() {
  return operatorCommand('list', 'List the merchants').action(async (options) => {
    const merchants = await withDeps((deps) => listMerchants(deps.db));
    print(
      options,
      merchants,
      merchants.map(({ id, name }) => `${id}  ${name}`),
    );
  });
}

function addMerchantCommand() {
  return operatorCommand('add', 'Add a merchant')
    .argument('<name>')
    .action(async (name, options) => {
      if (name.trim() === '') throw new AppError('invalid_request', 'The name is empty. Give the merchant one.');
      const id = await withDeps((deps) => insertMerchant(deps.db, name.trim()));
      print(options, { id }, [`Added the merchant ${name.trim()} (${id})`]);
    });
}

function listEntitiesCommand() {
  return merchantCommand('list', 'List the entities').action(async (options) => {
    const everything = { after: null, limit: 10_000 };
    const entities = await withMerchant(options, (deps, scope) => listEntities(deps.db, scope, everything));
    const lines = entities.map((entity) => {
      const keys = [
        entity.vatNumber,
        entity.endpoint && `${entity.endpoint.scheme}:${entity.endpoint.value}`,
        entity.registrationNumber,
      ];
      return `${entity.id}  ${entity.slug.padEnd(20)} ${entity.tradingName}  ${keys.filter(Boolean).join(', ')}`;
    });
    print(options, entities, lines);
  });
}

function addEntityCommand() {
  return merchantCommand('add', 'Add an entity, so that its invoices can be imported')
    .requiredOption('--slug <name>', 'short name in addresses: a-z, 0-9 and -')
    .requiredOption('--legal-name <name>')
    .option('--trading-name <name>', 'what customers know it by; the legal name where left out')
    .option('--vat-number <number>', 'by which its invoices are recognised')
    .option('--endpoint <scheme:value>', 'its electronic address, like 0208:0123456749')
    .option('--registration-number <number>')
    .option('--street <text>')
    .option('--postal-code <text>')
    .option('--city <text>')
    .requiredOption('--country <code>', 'two letters, like BE')
    .requiredOption('--email <address>', 'where customers reach it')
    .option('--phone <number>')
    .option('--website <address>')
    .requiredOption('--language <code>', 'of its customers, unless they have another: en, nl, fr, de, es or it')
    .requiredOption('--time-zone <name>', 'by which a day begins and ends, like Europe/Brussels')
    .option('--iban <number>')
    .option('--bic <code>')
    .option('--account-name <name>')
    .option('--accent <colour>', 'brand colour, like #1a7f5a')
    .option('--link-opens <what>', 'what a mailed link opens: sign_in, pay_card, document or account')
    .option('--provider <id...>', 'payment providers that are switched on, in the order in which they are offered')
    .option('--admin-email <address...>', 'who is told of payments and locks')
    .action(async ({ merchant, json, ...input }) => {
      const entity = parseOptions(newEntitySchema, input);
      const { id } = await withMerchant({ merchant }, (deps, scope) => addEntity(deps, scope, entity));
      print({ json }, { id }, [`Added ${entity.legalName} (${id})`]);
    });
}

function setHostCommand() {
  return merchantCommand('set-host', "Put an entity's pages and links under a name of its own")
    .requiredOption('--entity <slug>', 'whose, as `quittance entities list` names it')
    .requiredOption('--host <name>', "like invoices.example.com; empty for the installation's name")
    .action(async ({ merchant, json, entity, host }) => {
      const change = parseOptions(entityChangeSchema, { host: host === '' ? null : host });
      const home = await withMerchant({ merchant }, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, entity);
        await changeEntity(deps, scope, { entityId, change });
        return originOf(deps.config, change.host ?? null);
      });
      print({ json }, change, [`Pages and links of ${entity} are at ${home} from now on`]);
    });
}

const byCountry = 'country';
const switchedOff = 'none';

function setPaymentsCommand() {
  return merchantCommand(
    'set-payments',
    'Say how references of baskets are written, and what the least part of an invoice is',
  )
    .requiredOption('--entity <slug>', 'whose, as `quittance entities list` names it')
    .option(
      '--reference-form <form>',
      `rf (ISO 11649), belgian (+++…+++), or ${byCountry}: as is usual where the entity is`,
    )
    .option('--part-payment-min-minor <number>', `in cents, like 1000; ${switchedOff}: no parts, only all that is owed`)
    .action(async ({ merchant, json, entity, referenceForm, partPaymentMinMinor }) => {
      if (referenceForm === undefined && partPaymentMinMinor === undefined)
        throw new AppError('invalid_request', 'Say what to change: --reference-form or --part-payment-min-minor.');
      const change = parseOptions(entityChangeSchema, {
        ...(referenceForm !== undefined && { referenceForm: referenceForm === byCountry ? null : referenceForm }),
        ...(partPaymentMinMinor !== undefined && {
          partPaymentMinMinor: partPaymentMinMinor === switchedOff ? null : Number(partPaymentMinMinor),
        }),
      });
      const changed = await withMerchant({ merchant }, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, entity);
        await changeEntity(deps, scope, { entityId, change });
        return findApiEntity(deps.db, scope, entityId);
      });
      const least = changed?.partPaymentMinMinor ?? null;
      print({ json }, changed, [
        `References of ${entity} are written in the form ${changed?.referenceForm ?? `usual in ${changed?.address.country}`}`,
        least === null ? 'Invoices are paid in full' : `Parts of an invoice are at least ${least} minor units`,
      ]);
    });
}
