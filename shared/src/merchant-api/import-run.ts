import { z } from 'zod';
import { importReportSchema } from '../import-report.ts';
import { idSchema, instantSchema } from '../schema.ts';
import { pageSchema } from './page.ts';

export const importRunSummarySchema = z
  .strictObject({
    id: idSchema,
    source: z.enum(['api', 'command', 'demo']),
    filesCount: z.int(),
    importedCount: z.int(),
    unchangedCount: z.int(),
    refusedCount: z.int(),
    createdAt: instantSchema,
  })
  .meta({ id: 'ImportSummary' });
export type ImportRunSummary = z.infer<typeof importRunSummarySchema>;

export const importRunPageSchema = pageSchema(importRunSummarySchema).meta({ id: 'ImportPage' });

export const importRunSchema = z
  .strictObject({
    id: idSchema,
    source: z.enum(['api', 'command', 'demo']),
    createdAt: instantSchema,
    report: importReportSchema,
  })
  .meta({ id: 'Import', description: 'One run of the importer: per file what happened, and why it was refused.' });
export type ImportRun = z.infer<typeof importRunSchema>;
