import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import { canBePaidWithOthers } from '@quittance/shared/document-status.ts';
import { sumMinor } from '@quittance/shared/money.ts';
import type { ListToPay, Payable, PayableTotal } from '@quittance/shared/payable.ts';
import { invoicesAtOnceMax } from '@quittance/shared/payment-split.ts';
import type { ReaderScope } from '../access/scope.ts';
import { listEntitiesOfCustomers } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { listDocuments } from '../documents/document-list-queries.ts';
import type { DocumentRow } from '../documents/document-queries.ts';
import { searchOf } from '../documents/search-documents.ts';
import { narrowedReader } from '../documents/list-documents.ts';
import { findStandings } from '../documents/read-document.ts';
import { AppError } from '../http/errors.ts';

type ReadDeps = Pick<Deps, 'db' | 'clock'>;
type Found = { row: DocumentRow; summary: DocumentSummary };
/** `readUntil`: the due date before which all were read; null where there are no others. */
type Read = { found: Found[]; readUntil: string | null };

/** Beyond it a list is not read for what it comes to; it is more than can be paid in one go. */
const readMax = 2 * invoicesAtOnceMax;

/** What of everything that a list shows can be paid now. */
export async function listPayableTotals(
  deps: ReadDeps,
  reader: ReaderScope,
  list: ListToPay,
): Promise<{ totals: PayableTotal[] }> {
  const { found, readUntil } = await listPayable(deps, reader, list);
  const entities = await listEntitiesOfCustomers(deps.db, reader);
  const slugs = new Map(entities.map(({ id, view }) => [id, view.slug]));
  const groups = Map.groupBy(found, ({ row }) => [row.entityId, row.customerId, row.currency].join(' '));
  return { totals: [...groups.values()].map((group) => totalOf(group, readUntil, slugs)) };
}

/** The ids of the same; refuses what is more than one payment can be for. */
export async function chooseInvoices(deps: ReadDeps, reader: ReaderScope, list: ListToPay): Promise<string[]> {
  const { found, readUntil } = await listPayable(deps, reader, list);
  if (found.length === 0 && readUntil === null)
    throw new AppError('already_paid', 'nothing of this can be paid now', { invoiceIds: [] });
  if (found.length > invoicesAtOnceMax || readUntil !== null) {
    throw new AppError('too_many_invoices', `at most ${invoicesAtOnceMax} invoices are paid in one go`);
  }
  return found.map(({ row }) => row.id);
}

async function listPayable(
  deps: ReadDeps,
  reader: ReaderScope,
  { filter, exceptIds = [], currency }: ListToPay,
): Promise<Read> {
  const page = { order: ownOrder[filter.list], after: null, limit: readMax + exceptIds.length };
  const narrowed = narrowedReader(reader, filter);
  const excepted = new Set(exceptIds.map((id) => id.toLowerCase()));
  const shown = await listDocuments(deps.db, narrowed, await searchOf(deps, narrowed, filter), page);
  const rows = shown.filter((row) => row.kind === 'invoice' && !excepted.has(row.id));
  const wanted = currency === undefined ? rows : rows.filter((row) => row.currency === currency);
  const standings = await findStandings(deps, reader, wanted);
  const found = wanted.flatMap((row) => {
    const summary = standings.get(row.id)?.summary;
    return summary && canBePaidWithOthers(summary) ? [{ row, summary }] : [];
  });
  return { found, readUntil: shown.length < page.limit ? null : (shown.at(-1)?.dueDate ?? null) };
}

function totalOf(group: readonly Found[], readUntil: string | null, slugs: ReadonlyMap<string, string>): PayableTotal {
  const [first] = group;
  if (!first) throw new Error('a group of nothing');
  const { entityId, customerId, entityName, customerName, currency } = first.row;
  const next = group.filter(({ summary }) => summary.daysOverdue <= 0);
  const dueDate = next.map(({ row }) => row.dueDate).toSorted()[0];
  const isWhole = readUntil === null;
  const isNextRead = isWhole || (dueDate !== undefined && dueDate < readUntil);
  const nextDue = isNextRead ? payableOf(next.filter(({ row }) => row.dueDate === dueDate)) : null;
  const overdue = group.filter(({ summary }) => summary.daysOverdue > 0);
  return {
    entity: slugs.get(entityId) ?? '',
    customer: customerId,
    entityName,
    customerName,
    currency,
    invoicesCount: group.length,
    totalMinor: sumOf(group),
    // A list goes by the due date, so that with one that is not late all that are were read.
    overdue: isWhole || next.length > 0 ? payableOf(overdue) : null,
    isWhole,
    nextDue: nextDue && dueDate !== undefined ? { ...nextDue, dueDate } : null,
  };
}

function payableOf(group: readonly Found[]): Payable | null {
  return group.length === 0 ? null : { invoicesCount: group.length, totalMinor: sumOf(group) };
}

function sumOf(group: readonly Found[]): number {
  return sumMinor(group.map(({ summary }) => summary.amountDueMinor));
}
