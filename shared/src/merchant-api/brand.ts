import { z } from 'zod';
import { colourSchema } from '../branding.ts';
import { instantSchema } from '../schema.ts';

export const logoBytesMax = 2 * 1024 * 1024;

/** No line breaks, control characters or marks that turn the reading direction: it stands in headers and in the tab. */
const oneLineSchema = z
  .string()
  .trim()
  .min(1, 'is empty')
  .regex(
    /^[^\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
    'must be one line, without control characters or marks of the reading direction',
  );

const anyColourSchema = z.string().trim().toLowerCase().pipe(colourSchema);

/** What is left out stays as it is; null takes it away. */
export const brandChangeSchema = z
  .strictObject({
    name: oneLineSchema
      .max(100)
      .optional()
      .meta({ description: 'What customers know the entity by, and its tab says.' }),
    senderName: oneLineSchema
      .max(100)
      .nullable()
      .optional()
      .meta({ description: 'Whom mails come from; else the name.' }),
    accent: anyColourSchema.optional(),
    accentDark: anyColourSchema
      .nullable()
      .optional()
      .meta({ description: 'The accent on dark backgrounds; else the accent, made lighter until it reads.' }),
    legalFooter: oneLineSchema.max(500).nullable().optional(),
    logo: z
      .base64('is no Base64 of a picture')
      .max(Math.ceil(logoBytesMax / 3) * 4, `is larger than ${logoBytesMax} bytes`)
      .nullable()
      .optional()
      .meta({ description: 'PNG, JPEG or WebP in Base64. It is drawn anew as PNG, at most 800 by 400 pixels.' }),
  })
  .meta({ id: 'BrandChange' });
export type BrandChange = z.output<typeof brandChangeSchema>;

const shownAccentSchema = z.strictObject({
  accent: z.string(),
  onAccent: z.string(),
  wasAdjusted: z.boolean().meta({ description: 'The colour was too close to the background to be read (WCAG AA).' }),
});

export const apiBrandSchema = z
  .strictObject({
    name: z.string(),
    senderName: z.string().nullable(),
    accent: z.string(),
    accentDark: z.string().nullable(),
    legalFooter: z.string().nullable(),
    logoUrl: z.string().nullable(),
    iconUrl: z.string().nullable().meta({ description: 'In the tab; null: the first letter of the name.' }),
    shown: z
      .strictObject({ light: shownAccentSchema, dark: shownAccentSchema })
      .meta({ description: 'The accent as pages show it in each colour scheme, and the text on it.' }),
  })
  .meta({ id: 'Brand', description: 'How an entity looks on pages, in mails and on paper.' });
export type ApiBrand = z.infer<typeof apiBrandSchema>;

export const apiBrandPreviewSchema = z
  .strictObject({ url: z.string(), expiresAt: instantSchema })
  .meta({ id: 'BrandPreview', description: 'Page, mail and PDF of a sample invoice in a brand that is not saved.' });
export type ApiBrandPreview = z.infer<typeof apiBrandPreviewSchema>;
