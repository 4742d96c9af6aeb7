import { z } from 'zod';

/** What a mailed link opens without sign-in; a setting per entity, overridable per customer. */
export const linkOpensSchema = z.enum(['sign_in', 'pay_card', 'document', 'account']);
export type LinkOpens = z.infer<typeof linkOpensSchema>;

/**
 * What a link may show now. `locator`: masked address and a way to sign in. `pay_card`: number, amount, due date, pay.
 * `document`: also lines and PDF. `account`: everything of the contact's own customer.
 */
export type LinkLevel = 'locator' | 'pay_card' | 'document' | 'account';

/** What a key of the merchant's software may do. */
export const apiScopes = [
  'entities:read',
  'customers:read',
  'customers:write',
  'documents:read',
  'imports:write',
  'payments:read',
  'payments:write',
  'payments:unlock',
  'links:write',
  'mails:send',
] as const;
export const apiScopeSchema = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScopeSchema>;

/** `jan.peeters@example.com` as `j***@example.com`: enough to recognise, too little to learn. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
