import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { documentLists, ownOrder, type DocumentList } from '@quittance/shared/document-choices.ts';
import { textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { listTotalsQuery } from './document-queries.ts';
import { addressOf, type ListChoice, withoutAny } from './list-choice.ts';
import { filterViews, listTitles } from './list-filter-view.ts';

const listPaths = { open: '/invoices', paid: '/invoices/paid', credit_notes: '/credit-notes' } as const;

const nothing = { open: 'list.noOpen', paid: 'list.noPaid', credit_notes: 'list.noCreditNotes' } as const;

/** Why there is nothing: because there is nothing, or because of which filter; and where else it is. */
export function EmptyList({ choice }: { choice: ListChoice }) {
  const wording = useWording();
  const { t } = wording;
  const filters = filterViews(choice, wording);
  const isNarrowed = filters.length > 0;
  const elsewhere = isNarrowed
    ? documentLists.filter((list) => list !== choice.list).map((list) => movedTo(choice, list))
    : [];
  const counts = useCounts([...filters.map(({ withoutIt }) => withoutIt), ...elsewhere]);
  const options = [
    ...filters.map(({ name, text, path }) => ({
      path,
      // What was searched for stands in quotes already, as every filter does here.
      said: (count: number) => t('list.search.without', { filter: name === 'q' ? choice.q : text, count }),
    })),
    ...elsewhere.map((other) => ({
      path: `${listPaths[other.list]}${addressOf(other)}`,
      said: (count: number) => t('list.search.inList', { list: t(listTitles[other.list]), count }),
    })),
  ].flatMap(({ path, said }, index) => (counts[index] ? [{ path, text: said(counts[index]) }] : []));
  if (!isNarrowed) return <p className="py-8 text-muted">{t(nothing[choice.list])}</p>;
  return (
    <div className="py-6">
      <p className="font-medium">{t('list.search.nothing')}</p>
      <ul className="mt-2">
        {[...options, { path: addressOf(withoutAny(choice)) || '?', text: t('list.filter.clear') }].map(
          ({ path, text }) => (
            <li key={text}>
              <Link to={path} preventScrollReset className={textLink}>
                {text}
              </Link>
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

/** The same search in another list; its state has no meaning there. */
function movedTo(choice: ListChoice, list: DocumentList): ListChoice {
  return { ...choice, list, state: null, order: ownOrder[list] };
}

function useCounts(choices: readonly ListChoice[]): number[] {
  const answers = useQueries({ queries: choices.map(listTotalsQuery) });
  return answers.map(({ data }) => data?.totals.reduce((sum, { documentsCount }) => sum + documentsCount, 0) ?? 0);
}
