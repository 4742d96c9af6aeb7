import { sql, type RawBuilder } from 'kysely';
import { minorDigits } from '@quittance/shared/currency.ts';
import { searchWords } from '@quittance/shared/document-choices.ts';
import type { DocumentFilter } from '@quittance/shared/document-query.ts';
import { shapedByReader } from '../db/preparing-client.ts';
import type { ReaderScope } from '../access/scope.ts';
import { creditNoteUnallocatedMinor, invoiceOutstandingMinor } from './standing-queries.ts';
import { writtenAmounts, type AmountRange } from './written-amount.ts';

type Sql<T = unknown> = RawBuilder<T>;

/** What an open invoice comes to today, with what accrued on top of the books. */
export type LateAmount = { id: string; amountDueMinor: number; currency: string };

/** `late` are the invoices that may come to more than the books say, where the filter asks for an amount of open ones. */
export type DocumentSearch = { filter: DocumentFilter; now: Date; late: readonly LateAmount[] };

/** Whether any of it can be meant as an amount. */
export function saysAmount(q: string): boolean {
  return searchWords(q).some((word) => writtenAmounts(word).length > 0);
}

/** Which rows of `documents` a reader means, other than by customer. */
export function matching(reader: ReaderScope, { filter, now, late }: DocumentSearch): Sql<boolean> {
  const { list, state, entity, q, dates, from, to } = filter;
  const day = dates === 'due' ? sql.ref('documents.due_date') : sql.ref('documents.issue_date');
  const conditions: Sql[] = [
    sql`documents.merchant_id = ${reader.merchantId}`,
    sql`documents.kind = ${list === 'credit_notes' ? 'credit_note' : 'invoice'}`,
  ];
  if (reader.onlyDocumentId) conditions.push(sql`documents.id = ${reader.onlyDocumentId}`);
  if (entity !== undefined) conditions.push(isOfEntity(reader, entity));
  if (from !== undefined) conditions.push(sql`${day} >= ${from}::date`);
  if (to !== undefined) conditions.push(sql`${day} <= ${to}::date`);
  if (state === 'overdue') conditions.push(sql`documents.due_date < ${todayOfEntity(now)}`);
  if (state === 'credit') conditions.push(sql`${creditNoteUnallocatedMinor} > 0`);
  conditions.push(...isListedAndFound(reader, { list, q, late }));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Where the entity of a row of `documents` is. */
function todayOfEntity(now: Date): Sql<string> {
  return sql`(select (${now}::timestamptz at time zone e.time_zone)::date from entities e
    where e.merchant_id = documents.merchant_id and e.id = documents.entity_id)`;
}

function isOfEntity({ merchantId }: ReaderScope, slug: string): Sql {
  return sql`documents.entity_id = (select e.id from entities e where e.merchant_id = ${merchantId} and e.slug = ${slug})`;
}

/** What is owed by the books decides whether an invoice is open, and may be searched for; worked out once a row, for it is dear. */
function isListedAndFound(
  reader: ReaderScope,
  { list, q, late }: Pick<DocumentFilter, 'list' | 'q'> & Pick<DocumentSearch, 'late'>,
): Sql[] {
  const isInList = { open: sql`> 0`, paid: sql`= 0`, credit_notes: null }[list];
  if (list === 'open' && q !== undefined && saysAmount(q))
    return [
      sql`exists (select from (select ${invoiceOutstandingMinor} as minor offset 0) owed
        where owed.minor > 0 and ${isFound(reader, q, { minor: sql.ref('owed.minor'), late })})`,
    ];
  return [
    ...(q === undefined ? [] : [isFound(reader, q, null)]),
    ...(isInList ? [sql`${invoiceOutstandingMinor} ${isInList}`] : []),
  ];
}

/** By the books, and what late ones come to. */
type Owed = { minor: Sql; late: readonly LateAmount[] };

/** Says every word, or each word that it does not say is an amount of it; or all of it together is one amount, as in `1 234,50`. */
function isFound(reader: ReaderScope, q: string, owed: Owed | null): Sql {
  const words = searchWords(q);
  const saysEach = words.map((word) => sql`(${anyOf([says(word), ...amountIs(reader, word, owed)])})`);
  const together = words.length > 1 ? amountIs(reader, q, owed) : [];
  return sql`${shapedByReader} (${anyOf([sql`(${sql.join(saysEach, sql` and `)})`, ...together])})`;
}

/** No pattern: what was typed is looked for as it stands, and then without what is neither letter nor digit. */
function says(word: string): Sql {
  const found = sql`strpos(documents.search_text, folded_text(${word})) > 0`;
  const isSpaced = /[^\p{L}\p{N}]/u.test(word) && (word.match(/[\p{L}\p{N}]/gu) ?? []).length >= squeezedMin;
  return isSpaced ? sql`(${found} or strpos(documents.search_text, squeezed_text(${word})) > 0)` : found;
}

/** Fewer letters and digits than these are found nearly everywhere. */
const squeezedMin = 3;

/** The document's total, what is owed of it by the books or with late charges, or a payment that went to it. */
function amountIs({ merchantId, customerIds }: ReaderScope, text: string, owed: Owed | null): Sql[] {
  const ranges = writtenAmounts(text);
  if (ranges.length === 0) return [];
  const within = (minor: Sql, currency: Sql) => anyOf(ranges.map((range) => isWithin(range, minor, currency)));
  const currency = sql.ref('documents.currency');
  return [
    within(sql.ref('documents.payable_minor'), currency),
    ...(owed ? [within(owed.minor, currency), isOneOf(owed.late.filter((each) => comesTo(each, ranges)))] : []),
    sql`documents.id in (select a.invoice_id from payments p
      join allocations a on a.merchant_id = p.merchant_id and a.payment_id = p.id
      where p.merchant_id = ${merchantId} and p.customer_id = any(${sql.val([...customerIds])}::uuid[])
        and (${within(sql.ref('p.amount_minor'), sql.ref('p.currency'))}))`,
  ];
}

function isOneOf(documents: readonly { id: string }[]): Sql {
  return sql`documents.id = any(${documents.map(({ id }) => id)}::uuid[])`;
}

function comesTo({ amountDueMinor, currency }: LateAmount, ranges: readonly AmountRange[]): boolean {
  return reaches({ fromMinor: amountDueMinor, toMinor: amountDueMinor }, currency, ranges);
}

/** Whether an amount that the text says lies in between, both ends included. */
export function saysAmountBetween(q: string): (span: Span, currency: string) => boolean {
  const ranges = [q, ...searchWords(q)].flatMap(writtenAmounts);
  return (span, currency) => reaches(span, currency, ranges);
}

type Span = Pick<AmountRange, 'fromMinor' | 'toMinor'>;

function reaches(span: Span, currency: string, ranges: readonly AmountRange[]): boolean {
  const digitsOf = minorDigits[currency] ?? 2;
  return ranges.some(
    ({ digits, fromMinor, toMinor }) => digits === digitsOf && span.toMinor >= fromMinor && span.fromMinor <= toMinor,
  );
}

function isWithin({ digits, fromMinor, toMinor }: AmountRange, minor: Sql, currency: Sql): Sql {
  const unusual = Object.keys(minorDigits);
  const isOfDigits =
    digits === 2
      ? sql`${currency} <> all(${unusual}::text[])`
      : sql`${currency} = any(${unusual.filter((code) => minorDigits[code] === digits)}::text[])`;
  return sql`(${minor} between ${fromMinor}::bigint and ${toMinor}::bigint and ${isOfDigits})`;
}

function anyOf(conditions: readonly Sql[]): Sql {
  return sql.join(conditions, sql` or `);
}
