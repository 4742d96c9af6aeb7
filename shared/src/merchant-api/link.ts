import { z } from 'zod';
import { emailSchema, idSchema, instantSchema } from '../schema.ts';

/** For whom: one of the customer's contacts. */
const contactShape = {
  contactId: idSchema.optional(),
  email: emailSchema.optional().describe('Instead of `contactId`.'),
};

export const linkForSchema = z
  .strictObject(contactShape)
  .meta({ id: 'LinkFor', description: 'Leave both out where the customer has one contact.' });
export type LinkFor = z.infer<typeof linkForSchema>;

export const apiLinkSchema = z
  .strictObject({
    url: z.string().describe('Opens the document as this contact sees it. Treat it like the mail it stands in.'),
    contactId: idSchema,
    email: z.string(),
  })
  .meta({ id: 'Link' });
export type ApiLink = z.infer<typeof apiLinkSchema>;

export const revokedLinkSchema = z
  .strictObject({ contactId: idSchema, email: z.string() })
  .meta({ id: 'RevokedLink', description: 'Every copy of the link now only leads to the sign-in page.' });

export const paymentLockSchema = z
  .strictObject({
    principal: z.string(),
    email: z.string().nullable().describe('Null where it was erased.'),
    lockedUntil: instantSchema,
  })
  .meta({ id: 'PaymentLock', description: 'A payer who failed five times in a row and has to wait.' });

export const paymentLocksSchema = z.strictObject({ items: z.array(paymentLockSchema) }).meta({ id: 'PaymentLocks' });

export const unlockSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'Unlock', description: 'Why the payer may try again; kept.' });

export const unlockedSchema = z.strictObject({ wasLocked: z.boolean() }).meta({ id: 'Unlocked' });
