import { z } from 'zod';
import { documentFilterSchema } from './document-query.ts';
import { calendarDateSchema, idSchema, instantSchema } from './schema.ts';

// Several documents in one ZIP.

/** As many as the body of a request holds. */
const idsMax = 5000;

export const bundleRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('documents'), documentIds: z.array(idSchema).min(1).max(idsMax) }),
  /** Everything that a list shows at that time, but for some of it. */
  z.strictObject({
    kind: z.literal('list'),
    filter: documentFilterSchema,
    exceptIds: z.array(idSchema).max(idsMax),
  }),
  /** Everything that was issued, and every payment that was received, in a month or a year; of all customers of the reader, or of one. */
  z.strictObject({
    kind: z.literal('month'),
    month: z.string().regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/, 'is not a month like 2026-03'),
    customer: idSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('year'),
    year: z.string().regex(/^(?!0000)\d{4}$/, 'is not a year like 2026'),
    customer: idSchema.optional(),
  }),
]);
export type BundleRequest = z.infer<typeof bundleRequestSchema>;

/** Derived, never stored. Only a `ready` one can be downloaded. */
export const bundleStateSchema = z.enum(['building', 'ready', 'canceled', 'failed', 'expired']);
export type BundleState = z.infer<typeof bundleStateSchema>;

export const bundleSchema = z.strictObject({
  id: idSchema,
  state: bundleStateSchema,
  /** Documents and receipts that are in it so far. */
  doneCount: z.int().nonnegative(),
  totalCount: z.int().positive(),
  documentsCount: z.int().nonnegative(),
  /** Null until it is known, and of one that is made while it is downloaded. */
  sizeBytes: z.int().nullable(),
  /** The period that was asked for; null of a selection. */
  period: z.strictObject({ from: calendarDateSchema, to: calendarDateSchema }).nullable(),
  expiresAt: instantSchema.nullable(),
  /** Where a mail goes when it takes longer than a minute. */
  email: z.string(),
});
export type Bundle = z.infer<typeof bundleSchema>;
