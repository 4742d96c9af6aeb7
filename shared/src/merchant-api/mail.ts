import { z } from 'zod';
import { idSchema } from '../schema.ts';

/** What a mail says that brings a document; placeholders as `#LINK` are explained in docs/mail-templates.md. */
export const mailTemplateSchema = z.strictObject({
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(10_000),
});
export type MailTemplate = z.infer<typeof mailTemplateSchema>;

export const sendDocumentSchema = z
  .strictObject({
    contactIds: z
      .array(idSchema)
      .min(1)
      .max(100)
      .optional()
      .describe('To whom; every contact of the customer where left out.'),
    template: mailTemplateSchema
      .optional()
      .describe("Written for this sending, with placeholders such as #LINK; the entity's own where left out."),
  })
  .meta({ id: 'Sending' });

export const sentDocumentSchema = z
  .strictObject({ mailIds: z.array(idSchema) })
  .meta({ id: 'Sent', description: 'Queued: one mail to each contact, in its language.' });
