import { Link } from 'react-router';
import { PayLink } from '../../components/pay-link.tsx';
import { useWording } from '../../lib/wording-context.tsx';
import type { DocumentRowView } from './document-row-view.ts';
import { SelectBox } from './select-box.tsx';
import { StatusBadge } from './summary-amount.tsx';

type Props = {
  rows: DocumentRowView[];
  /** Of the first row among all that the list has, and how many these are: not all of them are on the page. */
  firstPlace: number;
  count: number;
  onNear: (id: string) => void;
  isSelecting: boolean;
  isSelected: (id: string) => boolean;
  onToggle: (id: string) => void;
};

/** Cards on a phone, lines on a wide screen. `onNear`: somebody is about to open this one. */
export function DocumentRows({ rows, firstPlace, count, onNear, isSelecting, isSelected, onToggle }: Props) {
  return rows.map((row, index) => (
    <div
      key={row.id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as its list
      role="listitem"
      aria-posinset={firstPlace + index}
      aria-setsize={count}
      onPointerEnter={() => onNear(row.id)}
      className={`group relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-line px-5 py-4 not-first:border-t has-checked:bg-page has-[a:hover]:bg-page pointed:pl-14 lg:grid-cols-[1fr_13rem_9rem_5rem] ${isSelecting ? 'touch:pl-12' : ''}`}
    >
      <SelectBox
        title={row.title}
        isSelecting={isSelecting}
        isSelected={isSelected(row.id)}
        onToggle={() => onToggle(row.id)}
      />
      <Row row={row} />
    </div>
  ));
}

function Row({ row }: { row: DocumentRowView }) {
  const { t } = useWording();
  return (
    <>
      <div className="min-w-0">
        {/* The link covers the whole row, and stays one name for whoever hears it. */}
        <Link to={`/documents/${row.id}`} className="font-semibold after:absolute after:inset-0">
          {row.title}
        </Link>
        {row.about.map((text) => (
          <p key={text} className="text-sm text-muted">
            {text}
          </p>
        ))}
        <p className="text-sm text-muted">{row.date}</p>
      </div>
      <div className="text-right lg:order-1">
        <p className="text-lg font-semibold whitespace-nowrap">{row.amount}</p>
        {row.total && <p className="text-sm text-muted">{row.total}</p>}
      </div>
      <p className="flex flex-wrap gap-1 text-sm">
        <StatusBadge status={row.status} />
        {row.days && <StatusBadge status={row.days} />}
        {row.unread && <StatusBadge status={{ tone: 'soon', text: row.unread }} />}
      </p>
      <p className="text-right lg:order-2">
        {row.pay && (
          <PayLink
            path={row.pay.path}
            label={row.pay.label}
            className="relative inline-flex min-h-11 min-w-11 items-center justify-center rounded-md border border-edge px-4 font-semibold hover:border-ink aria-disabled:opacity-60"
          >
            {t('list.pay')}
          </PayLink>
        )}
      </p>
    </>
  );
}
