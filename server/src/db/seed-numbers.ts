import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { creditNoteDocument, invoiceDocument, type SeedNumbers } from './seed-document.ts';
import type { SeedEntity } from './seed-entities.ts';
import type { PlannedInvoice, PlannedStep } from './seed-invoice.ts';
import { writeUbl } from './seed-ubl.ts';

export type SeedFile = { fileName: string; bytes: Uint8Array };

/** An invoice of the plan as the files that an accounting system would write: its own, and one for each credit note. */
export type WrittenInvoice = { planned: PlannedInvoice; file: SeedFile; credits: ReadonlyMap<PlannedStep, SeedFile> };

/** Numbers run through each year of an entity, in the order of the dates of issue. */
export function writePlan(plan: readonly PlannedInvoice[]): WrittenInvoice[] {
  const nextInvoice = numbering((entity, year, count) => entity.invoiceNumber(year, count));
  const nextCreditNote = numbering((entity, year, count) => entity.creditNoteNumber(year, count));
  const invoices = plan
    .toSorted((a, b) => order(a.issueDate, b.issueDate))
    .map((planned) => {
      const numbers = nextInvoice(planned.entity, planned.issueDate);
      return {
        planned,
        numbers,
        file: fileOf(numbers, invoiceDocument(planned, numbers)),
        credits: new Map<PlannedStep, SeedFile>(),
      };
    });
  const credits = invoices.flatMap((invoice) =>
    invoice.planned.steps.flatMap((step) => (step.kind === 'credit' ? [{ invoice, step }] : [])),
  );
  for (const { invoice, step } of credits.toSorted((a, b) => order(a.step.date, b.step.date))) {
    const {
      planned,
      numbers: { number: invoiceNumber },
    } = invoice;
    const numbers = nextCreditNote(planned.entity, step.date);
    invoice.credits.set(step, fileOf(numbers, creditNoteDocument(planned, { ...step, invoiceNumber }, numbers)));
  }
  return invoices;
}

function numbering(write: (entity: SeedEntity, year: string, count: number) => string) {
  const counts = new Map<string, number>();
  return (entity: SeedEntity, date: CalendarDate): SeedNumbers => {
    const year = date.slice(0, 4);
    const key = `${entity.slug} ${year}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { number: write(entity, year, count), paymentReference: entity.paymentReference(year, count) };
  };
}

function fileOf({ number }: SeedNumbers, document: Parameters<typeof writeUbl>[0]): SeedFile {
  return { fileName: `${number.replaceAll('/', '-')}.xml`, bytes: writeUbl(document) };
}

function order(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : Number(a > b);
}
