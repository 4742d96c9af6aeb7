import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import { customers, type SeedCustomer } from './seed-customers.ts';
import { fernhouse, groenkamer } from './seed-entities.ts';
import { invoiceOf, type PlannedInvoice, type PlannedLine, type PlannedStep } from './seed-invoice.ts';

/** Of the invoice that a newcomer opens first. */
export const firstOrderReference = 'PO-48210';

/** A lobby with so many square metres of moss. */
function lobby(squareMetres: number): PlannedLine[] {
  return [
    { item: 'design', quantity: 1 + squareMetres / 2 },
    { item: 'moss', quantity: squareMetres },
    { item: 'planter', quantity: squareMetres + 1 },
    { item: 'kentia', quantity: squareMetres + 1 },
    { item: 'delivery', quantity: 1 },
  ];
}

function replacement(plants: number): PlannedLine[] {
  return [
    { item: 'ficus', quantity: plants },
    { item: 'planter', quantity: 2 },
    { item: 'visit', quantity: 1.5 },
    { item: 'travel', quantity: 10 + 7 * plants },
  ];
}

/** One invoice in every state that a document can be in, whatever day it is. */
export function plannedCases(today: CalendarDate): PlannedInvoice[] {
  const ago = (days: number) => addDays(today, -days);
  const at = (issuedDaysAgo: number, customer: SeedCustomer, lines: PlannedLine[]) =>
    invoiceOf(customer.entities[0] ?? groenkamer, customer, ago(issuedDaysAgo), lines);
  return [...openCases(ago, at), ...closedCases(ago, at), ...creditedCases(ago, at)];
}

type Ago = (days: number) => CalendarDate;
type At = (issuedDaysAgo: number, customer: SeedCustomer, lines: PlannedLine[]) => PlannedInvoice;

function openCases(ago: Ago, at: At): PlannedInvoice[] {
  const { vanHulle, brasserie, quayside, verlag, maes, rochat, hotels, harbourRow, ferrer, conti } = customers;
  const partly = (date: CalendarDate, percent: number): PlannedStep => ({
    kind: 'pay',
    date,
    amount: { percent },
    method: 'transfer',
  });
  const kentia: PlannedLine[] = [
    { item: 'kentia', quantity: 1 },
    { item: 'delivery', quantity: 1 },
  ];
  return [
    // Overdue, with fee and interest, and not so long that its link has lapsed.
    { ...at(52, vanHulle, lobby(2)), orderReference: firstOrderReference, role: 'opened_first' },
    { ...at(44, quayside, lobby(6)), role: 'mailed' },
    // Due in five days.
    at(25, vanHulle, replacement(4)),
    // Partly paid: in time, and overdue.
    { ...at(12, brasserie, replacement(3)), steps: [partly(ago(2), 40)], role: 'mailed' },
    { ...at(60, brasserie, lobby(3)), steps: [partly(ago(20), 50)] },
    // Paid late without the late charges, which stay open.
    {
      ...at(95, quayside, lobby(4)),
      steps: [{ kind: 'pay', date: ago(35), amount: 'principal', method: 'transfer' }],
    },
    { ...invoiceOf(groenkamer, hotels, ago(58), lobby(3)), steps: [{ kind: 'dispute', date: ago(40) }] },
    { ...at(24, verlag, replacement(5)), role: 'being_paid' },
    // A consumer, late: nothing is charged.
    at(35, maes, kentia),
    at(9, rochat, replacement(2)),
    { ...at(7, harbourRow, replacement(4)), role: 'mailed' },
    { ...at(6, ferrer, kentia), role: 'mailed' },
    { ...at(5, conti, kentia), role: 'mailed' },
  ];
}

function closedCases(ago: Ago, at: At): PlannedInvoice[] {
  const { vanHulle, clinique, drukkerij, coworking, harbourRow } = customers;
  return [
    // Paid late, with the late charges.
    { ...at(120, vanHulle, replacement(6)), steps: [{ kind: 'pay', date: ago(70), amount: 'due', method: 'card' }] },
    // A deposit was paid before.
    {
      ...at(45, clinique, lobby(2)),
      depositPercent: 30,
      steps: [{ kind: 'pay', date: ago(21), amount: 'due', method: 'transfer' }],
    },
    { ...at(26, clinique, replacement(3)), role: 'paid_today' },
    { ...at(90, coworking, replacement(4)), steps: [{ kind: 'void', date: ago(88) }] },
    // Paid with fifty too much.
    {
      ...at(45, harbourRow, replacement(5)),
      steps: [{ kind: 'pay', date: ago(20), amount: 'due', tooMuchMinor: 5000, method: 'transfer' }],
    },
    // The bank returned the debit: open again, as though never paid.
    {
      ...at(48, drukkerij, lobby(4)),
      steps: [
        { kind: 'pay', date: ago(20), amount: 'due', method: 'debit' },
        { kind: 'return', date: ago(12) },
      ],
    },
  ];
}

function creditedCases(ago: Ago, at: At): PlannedInvoice[] {
  const { clinique, drukkerij, hotels } = customers;
  return [
    { ...at(50, drukkerij, replacement(2)), steps: [{ kind: 'credit', date: ago(38), percent: 100 }] },
    { ...at(20, clinique, lobby(3)), steps: [{ kind: 'credit', date: ago(6), percent: 15 }] },
    // Credited when it was paid already: credit that no invoice takes.
    {
      ...invoiceOf(fernhouse, hotels, ago(130), lobby(5)),
      steps: [
        { kind: 'pay', date: ago(105), amount: 'due', method: 'transfer' },
        { kind: 'credit', date: ago(60), percent: 10 },
      ],
    },
  ];
}
