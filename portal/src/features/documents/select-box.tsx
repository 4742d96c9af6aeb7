import { useWording } from '../../lib/wording-context.tsx';

type Props = { title: string; isSelecting: boolean; isSelected: boolean; onToggle: () => void };

/**
 * Beside a row. Quiet until something is selected: then under a finger the whole row is the box, and under a pointer it shows in every row
 * and not only where the pointer or the keyboard is.
 */
export function SelectBox({ title, isSelecting, isSelected, onToggle }: Props) {
  const { t } = useWording();
  return (
    <label
      className={`absolute inset-y-0 left-0 z-1 items-center pl-4 pointed:w-14 pointed:pl-5 touch:right-0 noscript:hidden print:hidden ${isSelecting ? 'flex' : 'flex touch:hidden'}`}
    >
      <input
        type="checkbox"
        aria-label={t('list.select.one', { title })}
        checked={isSelected}
        onChange={onToggle}
        className={`size-5 accent-accent ${isSelecting ? '' : 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100'}`}
      />
    </label>
  );
}
