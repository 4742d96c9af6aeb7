import { type CalendarDate, isCalendarDate } from '@quittance/shared/calendar-date.ts';
import type { SessionView } from '@quittance/shared/customer-view.ts';
import {
  type DocumentDate,
  documentDates,
  type DocumentList,
  type DocumentOrder,
  documentSorts,
  type DocumentState,
  ownOrder,
  searchLengthMax,
  searchWords,
  searchWordsMax,
  sortDirections,
  stateOfList,
} from '@quittance/shared/document-choices.ts';

/** Which documents of a list an address asks for, and in which order. Null is everything. */
export type ListChoice = {
  list: DocumentList;
  q: string | null;
  state: DocumentState | null;
  customer: { id: string; name: string } | null;
  entity: { slug: string; name: string } | null;
  dates: DocumentDate;
  from: CalendarDate | null;
  to: CalendarDate | null;
  order: DocumentOrder;
};

/** What a choice can be narrowed by, each on its own. */
export const filterNames = ['q', 'state', 'period', 'customer', 'entity'] as const;
export type FilterName = (typeof filterNames)[number];

type Known = Pick<SessionView, 'customers' | 'entities'>;

/** Whatever an address says that means nothing here is left out. */
export function choiceOf(list: DocumentList, address: URLSearchParams, { customers, entities }: Known): ListChoice {
  const q = searchWords((address.get('q') ?? '').slice(0, searchLengthMax)).slice(0, searchWordsMax);
  const days = [address.get('from'), address.get('to')].map((day) => (day && isCalendarDate(day) ? day : null));
  const [first = null, second = null] = days;
  const [from, to] = first && second && first > second ? [second, first] : [first, second];
  const customer = customers.find(({ id }) => id === address.get('customer'));
  const entity = entities.find(({ slug }) => slug === address.get('entity'));
  return {
    list,
    q: q.join(' ') || null,
    state: stateOfList[list] === address.get('state') ? stateOfList[list] : null,
    customer: customers.length > 1 && customer ? customer : null,
    entity: entities.length > 1 && entity ? { slug: entity.slug, name: entity.name } : null,
    dates: documentDates.find((each) => each === address.get('dates')) ?? (list === 'open' ? 'due' : 'issued'),
    from,
    to,
    order: orderNamed(address.get('sort')) ?? ownOrder[list],
  };
}

/** An order in an address: `due_asc`. */
export type OrderName = `${DocumentOrder['sort']}_${DocumentOrder['direction']}`;

export function nameOfOrder({ sort, direction }: DocumentOrder): OrderName {
  return `${sort}_${direction}`;
}

export const orders: readonly DocumentOrder[] = documentSorts.flatMap((sort) =>
  sortDirections.map((direction) => ({ sort, direction })),
);

function orderNamed(name: string | null): DocumentOrder | undefined {
  return orders.find((order) => nameOfOrder(order) === name);
}

/** The choice without this filter. */
export function without(choice: ListChoice, name: FilterName): ListChoice {
  return name === 'period' ? { ...choice, from: null, to: null } : { ...choice, [name]: null };
}

export function withoutAny({ list, dates, order }: ListChoice): ListChoice {
  return { list, q: null, state: null, customer: null, entity: null, dates, from: null, to: null, order };
}

export function activeFilters(choice: ListChoice): FilterName[] {
  return filterNames.filter((name) =>
    name === 'period' ? choice.from !== null || choice.to !== null : choice[name] !== null,
  );
}

/** Narrowed at most to one of several accounts, which can be paid in one go. */
export function isWholeAccount(choice: ListChoice): boolean {
  return choice.list === 'open' && activeFilters(choice).every((name) => name === 'customer' || name === 'entity');
}

/** The choice as the search of an address; only what differs from the list as it is. */
export function addressOf(choice: ListChoice): string {
  const { dates, sort, ...fields } = fieldsOf(choice);
  const isOwnOrder = sort === nameOfOrder(ownOrder[choice.list]);
  const hasPeriod = fields.from !== '' || fields.to !== '';
  const differing = { ...fields, dates: hasPeriod ? dates : '', sort: isOwnOrder ? '' : sort };
  const search = new URLSearchParams(Object.entries(differing).filter(([, value]) => value !== '')).toString();
  return search && `?${search}`;
}

/** The choice as a form holds it: empty where nothing is chosen. */
export function fieldsOf({ q, state, customer, entity, dates, from, to, order }: ListChoice) {
  return {
    q: q ?? '',
    state: state ?? '',
    customer: customer?.id ?? '',
    entity: entity?.slug ?? '',
    dates,
    from: from ?? '',
    to: to ?? '',
    sort: nameOfOrder(order),
  };
}
export type ListFields = Record<keyof ReturnType<typeof fieldsOf>, string>;

/** The choice as the server is asked for it. */
export function filterOf({ list, q, state, customer, entity, dates, from, to }: ListChoice) {
  return {
    list,
    dates,
    ...(q !== null && { q }),
    ...(state !== null && { state }),
    ...(customer !== null && { customer: customer.id }),
    ...(entity !== null && { entity: entity.slug }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}
export type ListFilter = ReturnType<typeof filterOf>;
/** For a page of it. */
export type ListQuery = ListFilter & DocumentOrder;
