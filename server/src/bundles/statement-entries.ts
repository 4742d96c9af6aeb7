import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { StatementRequest } from '@quittance/shared/statement-request.ts';
import { AppError } from '../http/errors.ts';
import { listAccounts } from '../statements/account-queries.ts';
import { getStatementFile } from '../statements/get-statement-file.ts';
import { findFirstIssueDate } from './content-queries.ts';
import type { BundleContent } from './find-content.ts';
import { type BundleDeps, entryOf, type Packing } from './packing.ts';
import type { ZipEntry } from './zip-stream.ts';

/** A statement of every account that something in the ZIP belongs to: of its period, else from the first of its documents until today. */
export async function* statementEntries(
  deps: BundleDeps,
  packing: Packing,
  { documentIds, period }: BundleContent,
): AsyncGenerator<ZipEntry, void, undefined> {
  const { reader, index, names, wording } = packing;
  const from = period?.from ?? (await findFirstIssueDate(deps.db, reader, documentIds));
  if (from === null) return;
  const known = await listAccounts(deps.db, reader, reader.customerIds);
  for (const account of index.accounts()) {
    const { timeZone, entityName = '' } =
      known.find((each) => each.customerId === account.customerId && each.entityId === account.entityId) ?? {};
    if (timeZone === undefined) continue;
    const to = earlier(period?.to, deps.clock.today(timeZone));
    if (to < from) continue;
    const { bytes, ending } = await statementFile(deps, packing, { ...account, from, to });
    const name = `${entityName} ${account.currency} ${from} ${to}`;
    const path = names.claim(wording.words.files.folders.statement, name, ending);
    index.addStatement(path, account.currency);
    yield entryOf(packing, path, bytes);
  }
}

/** One that is too long for paper is there as a table. */
async function statementFile(deps: BundleDeps, { reader }: Packing, request: StatementRequest) {
  try {
    return { bytes: (await getStatementFile(deps, reader, request, 'pdf')).bytes, ending: 'pdf' };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid_request')) throw error;
    return { bytes: (await getStatementFile(deps, reader, request, 'csv')).bytes, ending: 'csv' };
  }
}

function earlier(date: CalendarDate | undefined, today: CalendarDate): CalendarDate {
  return date !== undefined && date < today ? date : today;
}
