import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DocumentContent } from '@quittance/shared/document.ts';
import { formatMinor } from '@quittance/shared/format.ts';
import type { ImportedFile, Refusal } from '@quittance/shared/import-report.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { allocateCreditNotes } from '../payments/allocate-credit-note.ts';
import { documentFiles, type ReadFile } from './document-files.ts';
import { findOrAddCustomer } from './find-customer.ts';
import { findEntityOfSeller } from './find-entity.ts';
import {
  findDocumentByNumber,
  findDocumentBySource,
  insertDocument,
  insertDocumentFiles,
  listInvoiceNumbers,
  waitForTurn,
  type NewDocument,
} from './import-queries.ts';

/**
 * Takes one document in, whole or not at all: give a transaction, and commit it. The same file again changes nothing; another
 * file under a number that is taken is refused, because an issued document never changes.
 */
export async function importDocument(
  trx: Transaction<Database>,
  deps: Pick<Deps, 'clock' | 'files'>,
  scope: MerchantScope,
  file: ReadFile,
): Promise<ImportedFile> {
  const { fileName, document } = file;
  const sourceSha256 = createHash('sha256').update(file.bytes).digest('hex');
  await waitForTurn(trx, scope);
  const same = await findDocumentBySource(trx, scope, sourceSha256);
  if (same) return { fileName, outcome: 'unchanged', ...told(same), notes: [] };
  const entity = await findEntityOfSeller(trx, scope, document.seller);
  if ('rule' in entity) return { fileName, outcome: 'refused', refusals: [entity] };
  const holder = await findDocumentByNumber(trx, scope, entity.id, document);
  if (holder?.saysTheSame) return { fileName, outcome: 'unchanged', ...told(holder), notes: [] };
  if (holder) return { fileName, outcome: 'refused', refusals: [numberTaken(document, entity.name, holder)] };

  // From here on only a fault can stop it. The disk and the database work side by side; no row is committed without its bytes.
  const files = documentFiles(file, sourceSha256);
  const kept = Promise.all(files.map(({ bytes }) => deps.files.put(bytes)));
  kept.catch(() => undefined);
  const { customerId, notes } = await findOrAddCustomer(trx, scope, document.buyer);
  const importedAt = deps.clock.now();
  const imported = { entityId: entity.id, customerId, content: document, sourceSha256, importedAt };
  const id = await insertDocument(trx, scope, imported);
  await insertDocumentFiles(trx, scope, id, files);
  await allocateCreditNotes(trx, deps, scope, { id, kind: document.kind, customerId });
  notes.push(...file.notes, ...(await missingInvoices(trx, scope, imported)));
  await kept;
  return {
    fileName,
    outcome: 'imported',
    ...told({ id, ...document, payableMinor: document.totals.payableMinor }),
    notes,
  };
}

/** A credit note waits for the invoices it names (BT-25); whoever reads the report should know. */
async function missingInvoices(
  trx: Transaction<Database>,
  scope: MerchantScope,
  { entityId, customerId, content }: NewDocument,
): Promise<string[]> {
  if (content.kind === 'invoice') return [];
  const named = content.precedingInvoices;
  const there = await listInvoiceNumbers(trx, scope, { entityId, customerId, numbers: named });
  return named
    .filter((number) => !there.includes(number))
    .map(
      (number) => `It credits invoice ${number}, which this customer does not have yet; once imported, it is lowered.`,
    );
}

type Told = Pick<
  Extract<ImportedFile, { outcome: 'imported' | 'unchanged' }>,
  'kind' | 'number' | 'issueDate' | 'currency' | 'payableMinor'
>;

function told(document: Told & { id: string }): Told & { documentId: string } {
  const { id, kind, number, issueDate, currency, payableMinor } = document;
  return { documentId: id, kind, number, issueDate, currency, payableMinor };
}

function numberTaken(document: DocumentContent, entityName: string, holder: Told & { importedAt: Date }): Refusal {
  const noun = document.kind === 'invoice' ? 'Invoice' : 'Credit note';
  const [here, there] = [{ ...document, payableMinor: document.totals.payableMinor }, holder].map(
    ({ issueDate, currency, payableMinor }) => `${formatMinor(payableMinor, currency, 'en')} of ${issueDate}`,
  );
  return {
    rule: 'number_taken',
    element: 'cbc:ID',
    message:
      `${noun} ${document.number} of ${entityName} was imported on ${holder.importedAt.toISOString().slice(0, 10)} with other content: ` +
      `this file says ${here}, that one ${there}. An issued document never changes: ` +
      'correct it by a credit note, and issue the right one under a new number.',
  };
}
