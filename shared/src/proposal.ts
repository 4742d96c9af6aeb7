import { z } from 'zod';
import { cleanCommentText } from './comment-text.ts';
import { countryCodes } from './country-codes.ts';
import { postalAddressSchema } from './document.ts';
import { numberKey, plainName } from './party-text.ts';
import { emailSchema, idSchema, instantSchema } from './schema.ts';
import { isVatNumber } from './vat-number.ts';

// What a customer's people ask the merchant to correct. A document never changes: a reference is kept beside it, and billing details are
// those of invoices to come.

export const proposalKindSchema = z.enum(['reference', 'billing_details']);
export type ProposalKind = z.infer<typeof proposalKindSchema>;

export const proposalStateSchema = z.enum(['open', 'accepted', 'declined', 'withdrawn']);
export type ProposalState = z.infer<typeof proposalStateSchema>;

/** Characters that are read at all, before what is not to be seen is taken out. */
const rawMax = 2000;
const rawSchema = z.string().max(rawMax);

function line(max: number) {
  return rawSchema.transform(plainName).pipe(z.string().min(1, 'is empty').max(max));
}

/** Null for what is left empty. */
function lineOrNull(max: number) {
  return rawSchema
    .transform((text) => plainName(text) || null)
    .pipe(z.string().max(max).nullable())
    .nullable();
}

const noteSchema = rawSchema
  .transform((text) => cleanCommentText(text) || null)
  .pipe(z.string().max(1000).nullable())
  .nullable()
  .default(null);

const addressSchema = z.strictObject({
  lines: z.array(line(200)).max(4),
  city: lineOrNull(100),
  postalCode: lineOrNull(20),
  region: lineOrNull(100),
  country: z
    .string()
    .refine((code) => countryCodes.has(code), 'is not a country code like BE')
    .nullable(),
});

/** All details as they shall be: what differs from those recorded is proposed. */
const newBillingDetailsSchema = z
  .strictObject({
    kind: z.literal('billing_details'),
    name: line(200),
    address: addressSchema,
    vatNumber: lineOrNull(64),
    /** Where invoices shall go; null leaves that as it is. */
    invoiceEmail: z.string().trim().toLowerCase().pipe(emailSchema).nullable(),
    note: noteSchema,
  })
  .refine(({ vatNumber, address }) => vatNumber === null || isVatNumber(vatNumber, address.country), {
    path: ['vatNumber'],
    message: 'is not a VAT number of its country, like BE0123456749',
  })
  .transform((details) => ({ ...details, vatNumber: numberKey(details.vatNumber) }));

export const newProposalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reference'), reference: line(100), note: noteSchema }),
  newBillingDetailsSchema,
]);
export type NewProposal = z.infer<typeof newProposalSchema>;
/** As a browser sends it. */
export type NewProposalInput = z.input<typeof newProposalSchema>;

/** Only the fields that a proposal is about. */
export const proposedDetailsSchema = z
  .strictObject({
    reference: z.string().nullable(),
    name: z.string(),
    address: postalAddressSchema,
    vatNumber: z.string().nullable(),
    invoiceEmail: z.string().nullable(),
  })
  .partial();
export type ProposedDetails = z.infer<typeof proposedDetailsSchema>;

export const proposalSchema = z.strictObject({
  id: idSchema,
  kind: proposalKindSchema,
  state: proposalStateSchema,
  proposed: proposedDetailsSchema,
  note: z.string().nullable(),
  author: z.strictObject({ name: z.string(), isYou: z.boolean() }),
  proposedAt: instantSchema,
  /** When it was answered or taken back; null while it is open. */
  closedAt: instantSchema.nullable(),
  /** Why, in the merchant's words. */
  reason: z.string().nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const documentProposalsSchema = z.strictObject({
  /** What is known now, to start from. Whom invoices are mailed to is not told: colleagues' addresses are theirs. */
  recorded: z.strictObject({
    reference: z.string().nullable(),
    name: z.string(),
    address: postalAddressSchema,
    vatNumber: z.string().nullable(),
  }),
  /** The newest of each kind. */
  proposals: z.array(proposalSchema),
});
export type DocumentProposals = z.infer<typeof documentProposalsSchema>;
