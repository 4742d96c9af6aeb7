import { z } from 'zod';

export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/, 'is not a colour like #1a7f5a');

export const brandingSchema = z.strictObject({
  accent: colourSchema,
  /** Accent on dark backgrounds; derived from `accent` where missing. */
  accentDark: colourSchema.nullable(),
  /** Key of the logo in the file store; PNG, JPEG or WebP. */
  logoFileKey: z.string().nullable(),
  /** Key of the square picture in the browser's tab, made of the logo; without one it is the first letter of the name. */
  iconFileKey: z.string().nullable().optional(),
  /** Key of the same for a phone's home screen, which cuts it to a shape of its own. */
  homeIconFileKey: z.string().nullable().optional(),
  /** Whom mails come from; the entity's name where missing. */
  senderName: z.string().nullable().optional(),
  legalFooter: z.string().max(500).nullable(),
});
export type Branding = z.infer<typeof brandingSchema>;
