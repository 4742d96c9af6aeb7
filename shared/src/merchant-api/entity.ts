import { z } from 'zod';
import { linkOpensSchema } from '../access.ts';
import { identifierSchema, postalAddressSchema, transferDetailsSchema } from '../document.ts';
import { idSchema, instantSchema } from '../schema.ts';
import { pageSchema } from './page.ts';

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
    paymentProviders: z.array(z.string()),
    createdAt: instantSchema,
  })
  .meta({ id: 'Entity', description: 'A legal entity of the merchant: the seller on its invoices.' });
export type ApiEntity = z.infer<typeof apiEntitySchema>;

export const apiEntityPageSchema = pageSchema(apiEntitySchema).meta({ id: 'EntityPage' });
