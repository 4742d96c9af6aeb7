import { addDays, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import { type Chance, seededChance } from './seed-chance.ts';
import { customers, type SeedCustomer } from './seed-customers.ts';
import { type SeedEntity } from './seed-entities.ts';
import { plannedCases } from './seed-cases.ts';
import { invoiceOf, type PlannedInvoice, type PlannedLine } from './seed-invoice.ts';

const months = 13;

/** A year of ordinary business that ends today, and one invoice in every state that there is. */
export function planDemo(today: CalendarDate): PlannedInvoice[] {
  const chance = seededChance(20_260_316);
  const ordinary = Object.values<SeedCustomer>(customers).flatMap((customer, index) =>
    customer.entities.flatMap((entity) =>
      ordinaryInvoices(chance, today, { customer, entity, offsetDays: index * 2 + 1 }),
    ),
  );
  return [...ordinary, ...plannedCases(today)];
}

type Account = { customer: SeedCustomer; entity: SeedEntity; offsetDays: number };

function ordinaryInvoices(
  chance: Chance,
  today: CalendarDate,
  { customer, entity, offsetDays }: Account,
): PlannedInvoice[] {
  const isConsumer = customer.audience === 'b2c';
  const isRare = customer.buys === 'now_and_then' || entity !== customer.entities[0];
  const planned: PlannedInvoice[] = [];
  for (let month = months - 1; month >= 0; month -= 1) {
    const issueDate = addDays(today, -(month * 30 + offsetDays));
    if (isRare && month % 3 !== 1) continue;
    const lines = isConsumer ? shopLines(chance) : careLines(chance, customer);
    planned.push(withPayment(chance, today, invoiceOf(entity, customer, issueDate, lines)));
    if (isRare || !chance.isOneIn(7)) continue;
    const project = invoiceOf(
      entity,
      customer,
      addDays(issueDate, -chance.between(1, 9)),
      projectLines(chance, customer),
    );
    const orderReference = `PO-${chance.between(10_000, 99_999)}`;
    planned.push(withPayment(chance, today, { ...project, discountPercent: 5, orderReference }));
  }
  return planned;
}

/** As the customer is used to: who pays late pays the late charges with it. What would be paid after today is open. */
function withPayment(chance: Chance, today: CalendarDate, invoice: PlannedInvoice): PlannedInvoice {
  const { customer, issueDate, dueDate } = invoice;
  const usual = addDays(dueDate, chance.between(...customer.paysAfterDays));
  const date = usual > issueDate ? usual : addDays(issueDate, 1);
  if (date >= today) return invoice;
  const payment = { kind: 'pay', date, amount: 'due', method: customer.method } as const;
  if (!chance.isOneIn(20)) return { ...invoice, steps: [payment] };
  const complaint = { kind: 'credit', date: addDays(issueDate, 1), percent: chance.between(1, 4) * 5 } as const;
  return { ...invoice, steps: [complaint, payment] };
}

function careLines(chance: Chance, { size }: SeedCustomer): PlannedLine[] {
  const lines: PlannedLine[] = [{ item: 'care', quantity: 1, priceMinor: 14_900 * size, isForMonth: true }];
  if (chance.isOneIn(3)) lines.push({ item: 'visit', quantity: chance.between(2, 7) / 2 });
  if (chance.isOneIn(4))
    lines.push({ item: chance.isOneIn(2) ? 'ficus' : 'monstera', quantity: chance.between(1, size) });
  return [...lines, { item: 'travel', quantity: chance.between(8, 90) }];
}

function projectLines(chance: Chance, { size }: SeedCustomer): PlannedLine[] {
  return [
    { item: 'design', quantity: chance.between(3, 12) / 2 },
    { item: 'moss', quantity: chance.between(2, 2 + size) },
    { item: 'planter', quantity: chance.between(1, 2 * size) },
    { item: 'kentia', quantity: chance.between(1, 2 * size) },
    { item: 'delivery', quantity: 1 },
  ];
}

function shopLines(chance: Chance): PlannedLine[] {
  return [
    { item: chance.isOneIn(2) ? 'kentia' : 'ficus', quantity: chance.between(1, 2) },
    { item: 'planter', quantity: 1 },
    { item: 'delivery', quantity: 1 },
  ];
}
