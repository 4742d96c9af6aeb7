import { readFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { brandChangeSchema, type ApiBrand } from '@quittance/shared/merchant-api/brand.ts';
import { print } from '../boot/command.ts';
import { parseOptions } from '../boot/parse-options.ts';
import { AppError } from '../http/errors.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { changeBrand } from './change-brand.ts';
import { getBrand } from './get-brand.ts';
import { offerPreview } from './offer-preview.ts';

export function brandCommands() {
  return [
    new Command('brand')
      .description('How an entity looks')
      .addCommand(showCommand())
      .addCommand(setCommand())
      .addCommand(previewCommand()),
  ];
}

function entityCommand(name: string, description: string) {
  return merchantCommand(name, description).requiredOption(
    '--entity <slug>',
    'whose, as `quittance entities list` names it',
  );
}

function showCommand() {
  return entityCommand('show', 'Show the brand').action(async (options) => {
    const brand = await withMerchant(options, async (deps, scope) =>
      getBrand(deps, scope, (await getEntity(deps, scope, options.entity)).id),
    );
    print(options, brand, linesOf(brand));
  });
}

function changeCommand(name: string, description: string) {
  return entityCommand(name, description)
    .option('--name <text>', 'what customers know the entity by')
    .option('--sender-name <text>', 'whom mails come from; else the name')
    .option('--accent <colour>', 'like #1a7f5a')
    .option('--accent-dark <colour>', 'on dark backgrounds; else the accent, made lighter')
    .option('--legal-footer <text>', 'under pages, mails and PDFs')
    .option('--logo <file>', 'PNG, JPEG or WebP, at most 2 MiB');
}

function setCommand() {
  return changeCommand('set', 'Change what is named; an empty text takes it away').action(
    async ({ entity, merchant, json, ...asked }) => {
      const change = await brandChange(asked);
      const brand = await withMerchant({ merchant }, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, entity);
        await changeBrand(deps, scope, { entityId, change });
        return getBrand(deps, scope, entityId);
      });
      print({ json }, brand, linesOf(brand));
    },
  );
}

function previewCommand() {
  return changeCommand('preview', 'Look at page, mail and PDF before anything is changed').action(
    async ({ entity, merchant, json, ...asked }) => {
      const change = await brandChange(asked);
      const preview = await withMerchant({ merchant }, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, entity);
        return offerPreview(deps, scope, { entityId, change });
      });
      print({ json }, preview, [preview.url, `Shows it until ${preview.expiresAt}, to whoever has the link`]);
    },
  );
}

type Asked = Partial<
  Record<'name' | 'senderName' | 'accent' | 'accentDark' | 'legalFooter' | 'logo', string | undefined>
>;

/** The options of a brand as the API takes them. */
async function brandChange({ logo, name, ...texts }: Asked) {
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  return parseOptions(brandChangeSchema, {
    ...(name !== undefined && { name }),
    ...Object.fromEntries(given.map(([field, text]) => [field, text === '' ? null : text])),
    ...(logo !== undefined && { logo: logo === '' ? null : await readLogo(logo) }),
  });
}

async function readLogo(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AppError('invalid_request', `--logo: ${path} cannot be read (${String(error)})`);
  });
  return bytes.toString('base64');
}

function linesOf({ name, senderName, legalFooter, logoUrl, iconUrl, accent, accentDark, shown }: ApiBrand): string[] {
  const colour = (scheme: 'light' | 'dark', own: string) => {
    const { accent: seen, wasAdjusted } = shown[scheme];
    return wasAdjusted ? `${own}, shown as ${seen} so that it can be read` : own;
  };
  return [
    `Name         ${name}`,
    `Sender       ${senderName ?? name}`,
    `Accent       ${colour('light', accent)}`,
    `On dark      ${colour('dark', accentDark ?? accent)}`,
    `Legal footer ${legalFooter ?? 'none: the registered name and address'}`,
    `Logo         ${logoUrl ?? 'none: the name'}`,
    `Icon         ${iconUrl ?? 'none: the first letter of the name'}`,
  ];
}
