import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import { ownOrder } from '@quittance/shared/document-choices.ts';
import type { ReaderScope } from '../access/scope.ts';
import { listDocumentHosts } from '../branding/host-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { originOf } from '../http/site.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { calendarFile, type CalendarEntry } from './calendar-file.ts';
import { contentDisposition } from './document-files.ts';
import { listDocuments } from './document-list-queries.ts';
import { findReadableDocument } from './document-queries.ts';
import { fileWordsOf, pdfWordingOf, type PdfWording } from './pdf-wording.ts';
import { findStandings } from './read-document.ts';
import { searchOf } from './search-documents.ts';

type CalendarDeps = Pick<Deps, 'db' | 'clock' | 'config'>;

/** Nobody keeps more in a calendar. */
const entriesMax = 500;

/** The day by which one invoice is to be paid. */
export async function calendarResponse(
  deps: CalendarDeps,
  reader: ReaderScope,
  documentId: string,
  language: string | null,
): Promise<Response> {
  const document = await findReadableDocument(deps.db, reader, documentId);
  if (!document || document.kind !== 'invoice') throw new AppError('not_found');
  const standing = (await findStandings(deps, reader, [document])).get(document.id);
  if (!standing) throw new Error(`invoice ${document.id} has no standing`);
  const { summary } = standing;
  if (summary.status === 'void') throw new AppError('document_voided');
  if (summary.amountDueMinor === 0) throw new AppError('already_paid');
  return responseOf(deps, reader, [summary], language, `${summary.number}.ics`);
}

/** Of all open invoices; the most pressing where there are very many. */
export async function openCalendarResponse(
  deps: CalendarDeps,
  reader: ReaderScope,
  language: string | null,
): Promise<Response> {
  const page = { order: ownOrder.open, after: null, limit: entriesMax };
  const search = await searchOf(deps, reader, { list: 'open', dates: 'issued' });
  const documents = await listDocuments(deps.db, reader, search, page);
  const standings = await findStandings(deps, reader, documents);
  const summaries = [...standings.values()].map(({ summary }) => summary);
  const { words } = fileWordsOf(language);
  return responseOf(deps, reader, summaries, language, `${words.calendar.name}.ics`);
}

async function responseOf(
  deps: CalendarDeps,
  reader: ReaderScope,
  summaries: readonly DocumentSummary[],
  language: string | null,
  fileName: string,
): Promise<Response> {
  const ids = summaries.map(({ id }) => id);
  const hosts = await listDocumentHosts(deps.db, reader, ids);
  const { words } = fileWordsOf(language);
  const entries = summaries.map((summary) =>
    entryOf(deps, summary, hosts.get(summary.id) ?? null, pdfWordingOf([language], summary.currency)),
  );
  const name = titledFileName(fileName, 'invoices.ics');
  const headers = {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': contentDisposition('attachment', name),
  };
  return new Response(calendarFile(words.calendar.name, entries, deps.clock.now()), { headers });
}

/** Leads to the page that asks to sign in: calendars are shared and synchronised, a mailed link is not to be. */
function entryOf(
  { config }: CalendarDeps,
  summary: DocumentSummary,
  host: string | null,
  { words, money, date }: PdfWording,
): CalendarEntry {
  const { id, number, entityName: entity, dueDate, amountDueMinor } = summary;
  const amount = money(amountDueMinor);
  const url = `${originOf(config, host)}/documents/${id}`;
  return {
    uid: `${id}@${new URL(config.publicUrl).hostname}`,
    date: dueDate,
    title: words.calendar.title({ number, entity, amount }),
    description: `${words.calendar.description({ amount, date: date(dueDate) })}\n${url}`,
    url,
  };
}
