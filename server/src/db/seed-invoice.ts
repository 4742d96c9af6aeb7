import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { SeedItemName } from './seed-catalogue.ts';
import type { SeedCustomer } from './seed-customers.ts';
import type { SeedEntity } from './seed-entities.ts';

export type PlannedLine = { item: SeedItemName; quantity: number; priceMinor?: number; isForMonth?: boolean };

/** What becomes of an invoice after it was issued. */
export type PlannedStep =
  | PlannedPayment
  | { kind: 'credit'; date: CalendarDate; percent: number }
  | { kind: 'return' | 'dispute' | 'void'; date: CalendarDate };

export type PlannedPayment = {
  kind: 'pay';
  date: CalendarDate;
  /** All that is owed that day, the principal without late charges, or a share of the invoice. */
  amount: 'due' | 'principal' | { percent: number };
  tooMuchMinor?: number;
  method: SeedCustomer['method'];
};

export type PlannedInvoice = {
  entity: SeedEntity;
  customer: SeedCustomer;
  issueDate: CalendarDate;
  dueDate: CalendarDate;
  lines: PlannedLine[];
  discountPercent: number;
  depositPercent: number;
  orderReference: string | null;
  steps: PlannedStep[];
  /** Shown to a newcomer. */
  role?: 'opened_first' | 'being_paid' | 'mailed' | 'paid_today';
};

export function invoiceOf(
  entity: SeedEntity,
  customer: SeedCustomer,
  issueDate: CalendarDate,
  lines: PlannedLine[],
): PlannedInvoice {
  const termDays = customer.audience === 'b2c' ? 14 : 30;
  return {
    entity,
    customer,
    issueDate,
    dueDate: addDays(issueDate, termDays),
    lines,
    discountPercent: 0,
    depositPercent: 0,
    orderReference: null,
    steps: [],
  };
}
