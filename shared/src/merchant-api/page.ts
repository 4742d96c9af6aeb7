import { z } from 'zod';

// Lists of the merchant API come in pages, each ending in the cursor of the next.

export const pageLimitMax = 200;

export const pageQuerySchema = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(pageLimitMax)
    .default(50)
    .describe(`How many at most, up to ${pageLimitMax}.`),
  after: z.string().max(200).optional().describe('`nextCursor` of the page before. Leave out for the first page.'),
});

export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Null on the last page.'),
  });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };
