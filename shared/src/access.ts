import { z } from 'zod';
import { entityViewSchema } from './customer-view.ts';
import { isReturnPage, type ReturnPage } from './return-page.ts';
import { emailSchema, idSchema, instantSchema } from './schema.ts';

/** What a mailed link opens without sign-in; a setting per entity, overridable per customer. */
export const linkOpensSchema = z.enum(['sign_in', 'pay_card', 'document', 'account']);
export type LinkOpens = z.infer<typeof linkOpensSchema>;

/**
 * What a link may show now. `locator`: masked address and a way to sign in. `pay_card`: number, amount, due date, pay.
 * `document`: also lines and PDF. `account`: everything of the contact's own customer.
 */
export type LinkLevel = 'locator' | 'pay_card' | 'document' | 'account';

const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not the name of an entity');

/** Asking for a sign-in mail. The answer is the same whoever asks, so that it tells nothing about who is a customer. */
export const challengeRequestSchema = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(emailSchema),
  /** Whose brand the mail carries; without it the one that is known otherwise, or that of the contact's newest document. */
  entity: slugSchema.optional(),
  /** Stay signed in on this device. */
  remember: z.boolean().optional(),
  /** The document to open afterwards. */
  documentId: idSchema.optional(),
  /** The page to open afterwards, where it is no document. */
  page: z.custom<ReturnPage>(isReturnPage, 'is no page to come back to').optional(),
});
export type ChallengeRequest = z.infer<typeof challengeRequestSchema>;

/** What a browser that asked for a code may know of it. */
export const pendingChallengeSchema = z.strictObject({
  maskedEmail: z.string(),
  /** Null where several could be meant, whether or not the address is anybody's. */
  entity: entityViewSchema.nullable(),
  expiresAt: instantSchema,
});

export type PendingChallenge = z.infer<typeof pendingChallengeSchema>;

/** People copy codes with a space in the middle. */
export const codeSchema = z
  .string()
  .max(20)
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'is not a code of six digits'));

export const verifyRequestSchema = z.strictObject({
  code: codeSchema,
  /** Stay signed in on this device; without it, what was said when the code was asked for. */
  remember: z.boolean().optional(),
});
export type VerifyRequest = z.infer<typeof verifyRequestSchema>;

/** One browser that is signed in with the same address. */
export const signedInBrowserSchema = z.strictObject({
  id: idSchema,
  isThisOne: z.boolean(),
  authenticatedAt: instantSchema,
  lastSeenAt: instantSchema,
  expiresAt: instantSchema,
});
export type SignedInBrowser = z.infer<typeof signedInBrowserSchema>;

/** What a key of the merchant's software may do. */
export const apiScopes = [
  'entities:read',
  'entities:write',
  'customers:read',
  'customers:write',
  'documents:read',
  'documents:write',
  'imports:write',
  'late-charges:read',
  'late-charges:write',
  'payments:read',
  'payments:write',
  'payments:refund',
  'payments:unlock',
  'links:write',
  'mails:send',
  'comments:read',
  'comments:write',
  'proposals:read',
  'proposals:write',
] as const;
export const apiScopeSchema = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScopeSchema>;

/** `jan.peeters@example.com` as `j***@example.com`: enough to recognise, too little to learn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
