import { z } from 'zod';
import { linkOpensSchema } from '../access.ts';
import { identifierSchema, postalAddressSchema, transferDetailsSchema } from '../document.ts';
import { referenceForms } from '../payment-reference.ts';
import { idSchema, instantSchema, minorSchema } from '../schema.ts';
import { pageSchema } from './page.ts';

const referenceFormSchema = z
  .enum(referenceForms)
  .nullable()
  .meta({
    description:
      'How references of baskets are written: `rf` is ISO 11649, `belgian` the structured communication of Belgian banks; null: as is usual ' +
      'in the country of the entity. Money finds its basket in either.',
  });
const partPaymentMinSchema = minorSchema.positive().nullable().meta({
  description: 'The least that may be paid of an invoice, in minor units of its currency; null: only all that is owed.',
});

export const apiEntitySchema = z
  .strictObject({
    id: idSchema,
    slug: z.string(),
    legalName: z.string(),
    tradingName: z.string(),
    vatNumber: z.string().nullable(),
    registrationNumber: z.string().nullable(),
    endpoint: identifierSchema.nullable(),
    address: postalAddressSchema,
    email: z.string(),
    phone: z.string().nullable(),
    website: z.string().nullable(),
    language: z.string(),
    timeZone: z.string(),
    transfer: transferDetailsSchema.nullable(),
    linkOpens: linkOpensSchema,
    host: z.string().nullable().meta({ description: "Under which its pages are; null: the installation's." }),
    paymentProviders: z.array(z.string()),
    referenceForm: referenceFormSchema,
    partPaymentMinMinor: partPaymentMinSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Entity', description: 'A legal entity of the merchant: the seller on its invoices.' });
export type ApiEntity = z.infer<typeof apiEntitySchema>;

export const apiEntityPageSchema = pageSchema(apiEntitySchema).meta({ id: 'EntityPage' });

/** At least two labels, the last of which begins with a letter: no address of a machine, no port, no path. */
const hostShape = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const entityChangeSchema = z
  .strictObject({
    host: z
      .string()
      .trim()
      .toLowerCase()
      .regex(hostShape, 'is not a name like invoices.example.com: without https://, port or path, and no IP address')
      .nullable()
      .meta({ description: "A name of the entity's own for its pages and links; null: the installation's." })
      .optional(),
    referenceForm: referenceFormSchema.optional(),
    partPaymentMinMinor: partPaymentMinSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'says nothing to change')
  .meta({ id: 'EntityChange' });
export type EntityChange = z.output<typeof entityChangeSchema>;
