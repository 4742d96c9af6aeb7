import { readFile } from 'node:fs/promises';
import { Command, Option } from '@commander-js/extra-typings';
import { documentKinds } from '@quittance/shared/document.ts';
import { languages } from '@quittance/shared/language.ts';
import type { MerchantScope } from '../access/scope.ts';
import { print } from '../boot/command.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { placeholderList } from './mail-template.ts';
import { getMailTemplate, resetMailTemplate, saveMailTemplate } from './save-mail-template.ts';

export function templateCommands() {
  return [
    new Command('mail-templates')
      .description('What the mails say that bring invoices and credit notes')
      .addCommand(showCommand())
      .addCommand(setCommand())
      .addCommand(resetCommand()),
  ];
}

function templateCommand(name: string, description: string) {
  return merchantCommand(name, description)
    .requiredOption('--entity <slug>', 'whose mails, as `quittance entities list` names it')
    .addOption(new Option('--language <code>', 'in which language').choices(languages).makeOptionMandatory())
    .addOption(new Option('--kind <kind>', 'what the mail brings').choices(documentKinds).default('invoice' as const));
}

function showCommand() {
  return templateCommand('show', 'Show a template').action(async (options) => {
    const template = await withMerchant(options, async (deps, scope) =>
      getMailTemplate(deps, scope, await keyOf(deps, scope, options)),
    );
    const origin = template.isOwn ? "The entity's own template" : 'The template that Quittance brings along';
    print(options, template, [origin, `Subject: ${template.subject}`, '', template.body]);
  });
}

function setCommand() {
  return templateCommand('set', 'Give an entity a template of its own')
    .requiredOption('--subject <text>')
    .requiredOption('--body <file>', 'plain text; an empty line starts a new paragraph')
    .addHelpText('after', `\nPlaceholders: ${placeholderList}.\nA body without #LINK gets the link at its end.`)
    .action(async (options) => {
      const template = { subject: options.subject.trim(), body: (await readBody(options.body)).trim() };
      await withMerchant(options, async (deps, scope) =>
        saveMailTemplate(deps, scope, await keyOf(deps, scope, options), template),
      );
      print(options, template, ['Saved the template. The next mail uses it.']);
    });
}

function resetCommand() {
  return templateCommand('reset', 'Go back to the template that Quittance brings along').action(async (options) => {
    await withMerchant(options, async (deps, scope) =>
      resetMailTemplate(deps, scope, await keyOf(deps, scope, options)),
    );
    print(options, {}, ['Took the template back.']);
  });
}

type Chosen = {
  entity: string;
  kind: (typeof documentKinds)[number];
  language: (typeof languages)[number];
};

async function keyOf(deps: Pick<Deps, 'db'>, scope: MerchantScope, { entity: slug, kind, language }: Chosen) {
  const { id: entityId } = await getEntity(deps, scope, slug);
  return { entityId, kind, language };
}

async function readBody(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new AppError('invalid_request', `--body: ${path} cannot be read. Name a text file.`);
  }
}
