import { z } from 'zod';
import { linkOpensSchema } from '../access.ts';
import { identifierSchema, postalAddressSchema } from '../document.ts';
import { emailSchema, idSchema, instantSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

const nameSchema = z.string().trim().min(1).max(200);
const numberSchema = z.string().trim().min(1).max(64);
const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'is not a language like nl or fr-BE')
  .describe('BCP 47. Null: the language of the entity that writes.');
const audienceSchema = z
  .enum(['b2b', 'b2c'])
  .describe('Which late charge policies apply: of business or of consumers.');

const invoiceEmailSchema = z
  .string()
  .describe('The contact that invoices are mailed to. Null, or where no contact has this address: to all of them.');

export const apiCustomerSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    vatNumber: z.string().nullable(),
    registrationNumber: z.string().nullable(),
    endpoint: identifierSchema.nullable(),
    address: postalAddressSchema,
    language: z.string().nullable(),
    audience: audienceSchema,
    linkOpens: linkOpensSchema.nullable().describe('What a mailed link opens. Null: as the entity has it.'),
    invoiceEmail: invoiceEmailSchema.nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Customer', description: 'The party that owes.' });
export type ApiCustomer = z.infer<typeof apiCustomerSchema>;

export const apiCustomerPageSchema = pageSchema(apiCustomerSchema).meta({ id: 'CustomerPage' });

export const customerFilterSchema = pageQuerySchema.extend({
  vatNumber: numberSchema.optional().describe('Spaces, dots and case do not count.'),
  email: emailSchema.optional().describe('Address of one of its contacts.'),
});

export const newCustomerSchema = z
  .strictObject({
    name: nameSchema,
    vatNumber: numberSchema.nullish(),
    registrationNumber: numberSchema.nullish(),
    endpoint: z.strictObject({ scheme: z.string().trim().min(1).max(10), value: numberSchema }).nullish(),
    address: z.strictObject({
      lines: z.array(z.string().trim().min(1).max(200)).max(4),
      city: z.string().trim().max(100).nullable(),
      postalCode: z.string().trim().max(20).nullable(),
      region: z.string().trim().max(100).nullable(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'is not a country code like BE')
        .nullable(),
    }),
    language: languageSchema.nullish(),
    audience: audienceSchema.optional(),
    linkOpens: linkOpensSchema.nullish(),
  })
  .meta({ id: 'NewCustomer' });
export type NewCustomer = z.infer<typeof newCustomerSchema>;

export const customerChangeSchema = z
  .strictObject({
    language: languageSchema.nullable().optional(),
    audience: audienceSchema.optional(),
    linkOpens: linkOpensSchema.nullable().optional(),
    invoiceEmail: invoiceEmailSchema.trim().toLowerCase().pipe(emailSchema).nullable().optional(),
  })
  .meta({ id: 'CustomerChange', description: 'What is left out stays as it is.' });
export type CustomerChange = z.infer<typeof customerChangeSchema>;

export const apiContactSchema = z
  .strictObject({
    id: idSchema,
    customerId: idSchema,
    name: z.string().nullable(),
    email: z.string(),
    language: z.string().nullable(),
    disabledAt: instantSchema
      .nullable()
      .describe('From then on neither links nor sign-in show anything to this person.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Contact', description: 'A person who receives mails and may sign in for a customer.' });
export type ApiContact = z.infer<typeof apiContactSchema>;

export const apiContactPageSchema = pageSchema(apiContactSchema).meta({ id: 'ContactPage' });

export const newContactSchema = z
  .strictObject({ name: nameSchema.nullish(), email: emailSchema, language: languageSchema.nullish() })
  .meta({ id: 'NewContact' });
export type NewContact = z.infer<typeof newContactSchema>;
