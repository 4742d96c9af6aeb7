import { z } from 'zod';
import { linkOpensSchema } from '@quittance/shared/access.ts';
import { brandingSchema } from '@quittance/shared/branding.ts';
import { languages } from '@quittance/shared/language.ts';
import { numberKey } from '@quittance/shared/party-text.ts';
import { emailSchema } from '@quittance/shared/schema.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { endpointKey } from '../imports/party-key.ts';
import { knownProviders } from '../payments/find-provider.ts';
import { isIban } from '../imports/ubl/rules/rules-hints.ts';
import { findEntityClash, insertEntity } from './entity-queries.ts';

const text = z.string().trim().min(1).max(200);

export const newEntitySchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not a short name of a-z, 0-9 and -, like noorderlicht'),
  legalName: text,
  tradingName: text.optional(),
  vatNumber: text.optional(),
  registrationNumber: text.optional(),
  endpoint: z
    .string()
    .regex(/^[^:\s]+:\S+$/, 'is not scheme:value, like 0208:0123456749')
    .optional(),
  street: text.optional(),
  postalCode: text.optional(),
  city: text.optional(),
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country code of two capitals, like BE'),
  email: emailSchema,
  phone: text.optional(),
  website: z.url({ protocol: /^https?$/ }).optional(),
  language: z.enum(languages),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone, like Europe/Brussels'),
  iban: z.string().refine(isIban, 'is not an IBAN: its check digits are wrong').optional(),
  bic: z
    .string()
    .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'is not a BIC, like TRIOBEBB')
    .optional(),
  accountName: text.optional(),
  accent: brandingSchema.shape.accent.default('#1f5f8b'),
  linkOpens: linkOpensSchema.default('document'),
  provider: z.array(z.string()).default([]),
  adminEmail: z.array(emailSchema).default([]),
});
export type NewEntity = z.infer<typeof newEntitySchema>;

/** Documents find their entity by VAT number, endpoint or registration number: at least one is needed, and belongs to one entity only. */
export async function addEntity(
  deps: Pick<Deps, 'db' | 'providers' | 'connectors'>,
  scope: MerchantScope,
  entity: NewEntity,
): Promise<{ id: string }> {
  const [scheme = '', ...value] = entity.endpoint?.split(':') ?? [];
  const keys = {
    vatNumber: numberKey(entity.vatNumber),
    registrationNumber: numberKey(entity.registrationNumber),
    endpoint: endpointKey({ scheme, value: value.join(':') }),
  };
  if (!keys.vatNumber && !keys.registrationNumber && !keys.endpoint) {
    throw new AppError(
      'invalid_request',
      'An entity needs a VAT number, an endpoint or a registration number: by them its invoices are recognised.',
    );
  }
  for (const id of entity.provider) {
    if (!knownProviders(deps).includes(id))
      throw new AppError('invalid_request', `There is no payment provider ${id}: ${knownProviders(deps).join(', ')}`);
  }
  const clash = await findEntityClash(deps.db, scope, { slug: entity.slug, ...keys });
  if (clash) throw new AppError('already_exists', `The entity ${clash.slug} has the same ${clash.what}.`);
  return { id: await insertEntity(deps.db, scope, { ...entity, ...keys }) };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
