import { z } from 'zod';
import { documentKindSchema } from '../document.ts';
import { proposalKindSchema, proposalStateSchema, proposedDetailsSchema } from '../proposal.ts';
import { idSchema, instantSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

export const apiProposalSchema = z
  .strictObject({
    id: idSchema,
    documentId: idSchema,
    documentKind: documentKindSchema,
    documentNumber: z.string(),
    entityId: idSchema,
    customerId: idSchema,
    kind: proposalKindSchema.describe(
      'reference: of this document. billing_details: of the customer, for invoices to come.',
    ),
    state: proposalStateSchema,
    isReplaced: z.boolean().describe('Withdrawn because somebody of the customer proposed something newer.'),
    before: proposedDetailsSchema.describe('What was recorded when it was proposed; the same fields as `proposed`.'),
    proposed: proposedDetailsSchema.describe('Only the fields that shall change. Null: there shall be none.'),
    note: z.string().nullable(),
    author: z.strictObject({ contactId: idSchema, name: z.string(), email: z.string() }),
    proposedAt: instantSchema,
    closedAt: instantSchema.nullable().describe('When it was answered or withdrawn.'),
    reason: z.string().nullable().describe('What the answer told the customer.'),
  })
  .meta({
    id: 'Proposal',
    description: 'A correction that somebody of a customer asks for. The document itself never changes.',
  });
export type ApiProposal = z.infer<typeof apiProposalSchema>;

export const apiProposalPageSchema = pageSchema(apiProposalSchema).meta({ id: 'ProposalPage' });

export const proposalFilterSchema = pageQuerySchema.extend({
  state: proposalStateSchema.optional(),
  kind: proposalKindSchema.optional(),
  documentId: idSchema.optional(),
  customerId: idSchema.optional(),
});
export type ProposalFilter = Omit<z.infer<typeof proposalFilterSchema>, 'limit' | 'after'>;

export const proposalAnswerSchema = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .nullish()
      .describe('Why, for the customer: it stands in the mail and on the page.'),
  })
  .meta({ id: 'ProposalAnswer' });
