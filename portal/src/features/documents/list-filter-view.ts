import type { Wording } from '../../lib/wording.ts';
import { activeFilters, addressOf, type FilterName, type ListChoice, without } from './list-choice.ts';

export const listTitles = { open: 'list.open', paid: 'list.paid', credit_notes: 'list.creditNotes' } as const;

/** One filter that is on, and where it is off. */
export type FilterView = { name: FilterName; text: string; withoutIt: ListChoice; path: string };

export function filterViews(choice: ListChoice, wording: Wording): FilterView[] {
  return activeFilters(choice).map((name) => {
    const withoutIt = without(choice, name);
    return { name, text: filterText(choice, name, wording), withoutIt, path: addressOf(withoutIt) || '?' };
  });
}

function filterText(choice: ListChoice, name: FilterName, wording: Wording): string {
  const { t } = wording;
  switch (name) {
    case 'q':
      return t('list.filter.search', { text: choice.q });
    case 'state':
      return t(`list.filter.state.${choice.state ?? 'overdue'}`);
    case 'period':
      return periodText(choice, wording);
    case 'customer':
      return t('list.filter.customer', { name: choice.customer?.name });
    case 'entity':
      return t('list.filter.entity', { name: choice.entity?.name });
  }
}

function periodText({ dates, from, to }: ListChoice, { t, date }: Wording): string {
  const [fromText, toText] = [from && date(from), to && date(to)];
  if (fromText && toText) return t(`list.filter.${dates}Between`, { from: fromText, to: toText });
  return fromText ? t(`list.filter.${dates}From`, { from: fromText }) : t(`list.filter.${dates}To`, { to: toText });
}
