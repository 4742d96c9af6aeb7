import { z } from 'zod';
import { calendarDateSchema, currencySchema, idSchema, minorSchema } from './schema.ts';
import { documentKindSchema } from './document.ts';

/** Why a file was refused: the rule it breaks, where, and in words what to do. */
export const refusalSchema = z.strictObject({ rule: z.string(), element: z.string(), message: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

export const importedFileSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    fileName: z.string(),
    outcome: z.enum(['imported', 'unchanged']),
    documentId: idSchema,
    kind: documentKindSchema,
    number: z.string(),
    issueDate: calendarDateSchema,
    currency: currencySchema,
    payableMinor: minorSchema,
    /** What a person should know although the document is in: an e-mail address that is none, an invoice not found. */
    notes: z.array(z.string()),
  }),
  z.strictObject({ fileName: z.string(), outcome: z.literal('refused'), refusals: z.array(refusalSchema).min(1) }),
]);
export type ImportedFile = z.infer<typeof importedFileSchema>;

export const importReportSchema = z.strictObject({
  filesCount: z.int().nonnegative(),
  importedCount: z.int().nonnegative(),
  unchangedCount: z.int().nonnegative(),
  refusedCount: z.int().nonnegative(),
  files: z.array(importedFileSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;
