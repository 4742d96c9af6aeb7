import { quietLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { filterOf, type ListChoice } from './list-choice.ts';
import { listTitles } from './list-filter-view.ts';
import { everything, nothing, selectedCount } from './selection.ts';
import { useSelection } from './selection-context.tsx';

const formats = ['csv', 'xlsx'] as const;

/** Where the keyboard goes when a selection has ended. */
const place = 'list-tools';

export function focusListTools(): void {
  document.getElementById(place)?.focus({ preventScroll: true });
}

type Props = { choice: ListChoice; count: number };

/** What can be done with a whole list: select it, or take it along as a table, narrowed and sorted as it is shown. */
export function ListTools({ choice, count }: Props) {
  const { t } = useWording();
  const { isSelecting, selection, select, end } = useSelection(choice);
  return (
    <div
      id={place}
      tabIndex={-1}
      className="flex flex-wrap items-center justify-between gap-x-6 outline-none print:hidden"
    >
      <div className="flex flex-wrap items-center gap-x-6 noscript:hidden">
        {/* Where nothing can be pointed at without being pressed, boxes come when they are asked for. */}
        <button
          type="button"
          aria-pressed={isSelecting}
          onClick={() => (isSelecting ? end() : select(nothing))}
          className={`${quietLink} pointed:hidden aria-pressed:font-semibold`}
        >
          {t('list.select.button')}
        </button>
        <label
          className={`min-h-11 items-center gap-3 text-sm text-muted ${isSelecting ? 'inline-flex' : 'touch:hidden inline-flex'}`}
        >
          <SelectAll
            count={count}
            selected={selectedCount(selection, count)}
            onSelect={(isAll) => select(isAll ? everything : nothing)}
          />
          {t('list.select.all', { count })}
        </label>
      </div>
      <p className="flex gap-x-5">
        {formats.map((format) => (
          <a
            key={format}
            href={tablePath(format, choice)}
            aria-label={t('downloads.fileOf', { list: t(listTitles[choice.list]), format: t(`downloads.${format}`) })}
            className={`${quietLink} min-w-11 justify-center`}
          >
            {t(`downloads.${format}`)}
          </a>
        ))}
      </p>
    </div>
  );
}

type SelectAllProps = { count: number; selected: number; onSelect: (isAll: boolean) => void };

/** Half ticked while some are selected. */
function SelectAll({ count, selected, onSelect }: SelectAllProps) {
  const isSome = selected > 0 && selected < count;
  return (
    <input
      type="checkbox"
      ref={(box) => {
        if (box) box.indeterminate = isSome;
      }}
      checked={selected > 0 && selected >= count}
      onChange={({ target }) => onSelect(target.checked)}
      className="size-5 accent-accent"
    />
  );
}

function tablePath(format: (typeof formats)[number], choice: ListChoice): string {
  return `/api/documents/${format}?${new URLSearchParams({ ...filterOf(choice), ...choice.order }).toString()}`;
}
