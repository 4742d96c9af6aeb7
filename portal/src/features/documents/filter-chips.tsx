import { Link } from 'react-router';
import { quietLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { addressOf, type ListChoice, withoutAny } from './list-choice.ts';
import { filterViews } from './list-filter-view.ts';

/** What a list is narrowed to, each with a press to take it away. */
export function FilterChips({ choice }: { choice: ListChoice }) {
  const wording = useWording();
  const { t } = wording;
  const filters = filterViews(choice, wording);
  if (filters.length === 0) return null;
  return (
    <ul aria-label={t('list.filter.active')} className="mb-3 flex flex-wrap items-center gap-2">
      {filters.map(({ name, text, path }) => (
        <li key={name} className="min-w-0">
          <Link
            to={path}
            preventScrollReset
            aria-label={t('list.filter.remove', { filter: text })}
            className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-md border border-edge bg-surface px-3 text-sm font-medium hover:border-ink"
          >
            <span className="min-w-0 wrap-anywhere">{text}</span>
            <span aria-hidden="true">✕</span>
          </Link>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <Link to={addressOf(withoutAny(choice)) || '?'} preventScrollReset className={quietLink}>
            {t('list.filter.clear')}
          </Link>
        </li>
      )}
    </ul>
  );
}
