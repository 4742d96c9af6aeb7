import { z } from 'zod';
import {
  documentDates,
  documentLists,
  documentSorts,
  documentStates,
  searchLengthMax,
  searchWords,
  searchWordsMax,
  sortDirections,
  stateOfList,
} from './document-choices.ts';
import { calendarDateSchema, idSchema } from './schema.ts';

const filterFields = {
  list: z.enum(documentLists),
  state: z.enum(documentStates).optional(),
  customer: idSchema.optional(),
  /** The entity's name in addresses. */
  entity: z.string().min(1).max(63).optional(),
  /** Looked for in numbers, references, names and texts; an amount is found as a person writes it. */
  q: z
    .string()
    .trim()
    .min(1)
    .max(searchLengthMax)
    .refine((text) => searchWords(text).length <= searchWordsMax, `has more than ${searchWordsMax} words`)
    .optional(),
  /** Which day `from` and `to` are about; both of them count. */
  dates: z.enum(documentDates).default('issued'),
  from: calendarDateSchema.optional(),
  to: calendarDateSchema.optional(),
};

const orderFields = { sort: z.enum(documentSorts).optional(), direction: z.enum(sortDirections).optional() };
const pageFields = {
  ...orderFields,
  after: z.string().max(200).optional(),
};

/** Which documents: of a list, of its totals. */
export const documentFilterSchema = z.strictObject(filterFields).superRefine(refuseContradictions);
export type DocumentFilter = z.infer<typeof documentFilterSchema>;

/** A page of them. Without an order, each list has its own. */
export const documentQuerySchema = z.strictObject({ ...filterFields, ...pageFields }).superRefine(refuseContradictions);
export type DocumentQuery = z.infer<typeof documentQuerySchema>;

/** All of them at once, as a file. */
export const documentExportSchema = z
  .strictObject({ ...filterFields, ...orderFields })
  .superRefine(refuseContradictions);
export type DocumentExport = z.infer<typeof documentExportSchema>;

function refuseContradictions({ list, state, from, to }: DocumentFilter, context: z.RefinementCtx): void {
  if (state !== undefined && state !== stateOfList[list])
    context.addIssue({ code: 'custom', path: ['state'], message: `is no state of the list ${list}` });
  if (from !== undefined && to !== undefined && from > to)
    context.addIssue({ code: 'custom', path: ['to'], message: 'is before from' });
}
