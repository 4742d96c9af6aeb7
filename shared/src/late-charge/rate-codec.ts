import { z } from 'zod';
import { addDays, type CalendarDate } from '../calendar-date.ts';
import { calendarDateSchema } from '../schema.ts';
import type { RateRow, RateSeries } from './rate-series.ts';

// Rate series as JSON: `reference-rates/1`. A row holds until `to`; where that is left out, until the next row, and the last one until
// its half-year (or year) is over, as no rate is known longer than it is published for.

const percentSchema = z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/, 'is not a percentage like 2.15');

const rowSchema = z.object({
  from: calendarDateSchema,
  to: calendarDateSchema.optional(),
  percent: percentSchema,
  source: z.string().optional(),
  sources: z.array(z.string()).optional(),
});
type RowJson = z.infer<typeof rowSchema>;

const seriesSchema = z.object({
  title: z.string().optional(),
  step: z.enum(['half_year', 'year', 'irregular']).optional(),
  rows: z.array(rowSchema).min(1),
});

export const rateFileSchema = z
  .object({ schema: z.literal('reference-rates/1'), series: z.record(z.string(), seriesSchema) })
  .transform(({ series }): RateSeries[] => Object.entries(series).map(([code, json]) => seriesOf(code, json)));

function seriesOf(code: string, { title = code, step = 'half_year', rows }: z.infer<typeof seriesSchema>): RateSeries {
  const sorted = rows.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  return { code, title, rows: sorted.map((row, index) => rowOf(row, sorted[index + 1], step)) };
}

function rowOf(row: RowJson, next: RowJson | undefined, step: string): RateRow {
  const { from: fromDate, percent, sources = [], source = sources.join(', ') } = row;
  const lastDate = next === undefined ? periodEnd(fromDate, step) : addDays(next.from, -1);
  return { fromDate, toDate: row.to ?? lastDate, percent, source };
}

function periodEnd(date: CalendarDate, step: string): CalendarDate {
  const year = date.slice(0, 4);
  return step === 'year' || date.slice(5) >= '07-01' ? `${year}-12-31` : `${year}-06-30`;
}
