import type { Transaction } from 'kysely';
import { calculateStatement } from '@quittance/shared/calculate-statement.ts';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { InvoiceFacts } from '@quittance/shared/invoice-facts.ts';
import type { AccountStatement, StatementAccount } from '@quittance/shared/statement.ts';
import type { StatementFacts } from '@quittance/shared/statement-facts.ts';
import type { StatementRequest } from '@quittance/shared/statement-request.ts';
import type { MerchantKey, ReaderScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { findInvoiceFacts } from '../documents/standing-queries.ts';
import { AppError } from '../http/errors.ts';
import { type AccountRow, listAccounts } from './account-queries.ts';
import { listDocumentsUntil, listPaymentsUntil, listReversalsUntil } from './statement-queries.ts';

type StatementDeps = Pick<Deps, 'db' | 'clock'>;

/** What somebody signed in can have statements of. */
export async function listStatementAccounts(deps: StatementDeps, reader: ReaderScope): Promise<StatementAccount[]> {
  return (await listAccounts(deps.db, reader, reader.customerIds)).map((account) => ({
    ...partiesOf(account),
    currency: account.currency,
    firstDate: account.firstDate,
    today: deps.clock.today(account.timeZone),
  }));
}

/** Refuses with `not_found` what is none of the reader's, and a period that is not over. */
export async function getStatement(
  deps: StatementDeps,
  reader: ReaderScope,
  request: StatementRequest,
): Promise<AccountStatement> {
  // One moment for all of it: a payment that is being booked counts with what it pays, or not at all.
  return deps.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const account = await getAccount(trx, reader, request);
      const { from: fromDate, to: toDate } = request;
      refuseFuture(toDate, deps.clock.today(account.timeZone));
      const facts = await readFacts(trx, reader, account, toDate);
      return { ...partiesOf(account), ...calculateStatement(facts, { fromDate, toDate }) };
    });
}

async function getAccount(
  trx: Transaction<Database>,
  reader: ReaderScope,
  wanted: StatementRequest,
): Promise<AccountRow> {
  const accounts = await listAccounts(trx, reader, [wanted.customerId]);
  const account = accounts.find((each) => each.entityId === wanted.entityId && each.currency === wanted.currency);
  if (account) return account;
  if (accounts.length === 0) throw new AppError('not_found');
  const known = accounts.map(({ entityName, entityId, currency }) => `${currency} with ${entityName} (${entityId})`);
  throw new AppError('not_found', `There is nothing in ${wanted.currency} with this entity, but ${known.join(', ')}.`);
}

function refuseFuture(toDate: CalendarDate, today: CalendarDate): void {
  if (toDate <= today) return;
  const message = `is after today, which is ${today} where the entity is`;
  throw new AppError('invalid_request', `query.to: ${message}`, { issues: [{ path: 'query.to', message }] });
}

async function readFacts(
  trx: Transaction<Database>,
  scope: MerchantKey,
  account: AccountRow,
  untilDate: CalendarDate,
): Promise<StatementFacts> {
  const documents = await listDocumentsUntil(trx, scope, account, untilDate);
  const invoices = documents.filter(({ kind }) => kind === 'invoice');
  const creditNotes = documents.filter(({ kind }) => kind === 'credit_note');
  const dates = new Map(creditNotes.map(({ id, date }) => [id, date]));
  const factsOf = await findInvoiceFacts(
    trx,
    scope,
    invoices.map(({ id }) => id),
  );
  return {
    currency: account.currency,
    invoices: invoices.map((invoice) => {
      const facts = factsOf.get(invoice.id);
      if (!facts) throw new Error(`invoice ${invoice.id} has no facts`);
      return { ...invoice, facts: withCountedDates(facts, dates) };
    }),
    creditNotes,
    payments: await listPaymentsUntil(trx, scope, account, untilDate),
    reversals: await listReversalsUntil(trx, scope, account, untilDate),
  };
}

/** What a credit note took off an invoice counts from the day the credit note does, or from when it was used as credit. */
function withCountedDates(facts: InvoiceFacts, dates: ReadonlyMap<string, CalendarDate>): InvoiceFacts {
  const allocations = facts.allocations.map((allocation) =>
    allocation.kind === 'credit_note'
      ? { ...allocation, date: laterOf(dates.get(allocation.documentId), allocation.date) }
      : allocation,
  );
  return { ...facts, allocations };
}

function laterOf(counted: CalendarDate = '', date: CalendarDate): CalendarDate {
  return counted > date ? counted : date;
}

function partiesOf({ customerId, customerName, entityId, entityName }: AccountRow) {
  return { customer: { id: customerId, name: customerName }, entity: { id: entityId, name: entityName } };
}
