import { Link, useLocation } from 'react-router';
import { PayLink } from '../../components/pay-link.tsx';
import { useWording } from '../../lib/wording-context.tsx';
import type { CameFrom } from './back-path.ts';
import type { DocumentRowView } from './document-row-view.ts';
import { SelectBox } from './select-box.tsx';
import { StatusBadge } from './summary-amount.tsx';

type Props = {
  rows: DocumentRowView[];
  /** Of the first row among all that the list has, and how many these are: not all of them are on the page. */
  firstPlace: number;
  count: number;
  /** Where some can be paid; the others keep no place for it. */
  hasPay: boolean;
  onNear: (id: string) => void;
  isSelecting: boolean;
  isSelected: (id: string) => boolean;
  onToggle: (id: string) => void;
};

function columns(hasPay: boolean): string {
  return hasPay ? 'lg:grid-cols-[1fr_12rem_15rem_7rem]' : 'lg:grid-cols-[1fr_12rem_15rem]';
}

/** Over the lines of a wide screen, for the eye: whoever hears the list hears what each line says. */
export function RowHeadings({ names, hasPay }: { names: [string, string, string]; hasPay: boolean }) {
  const [document, status, amount] = names;
  return (
    <p
      aria-hidden="true"
      className={`hidden gap-x-4 border-b border-line px-5 py-2 text-sm font-medium text-muted lg:grid pointed:pl-14 ${columns(hasPay)}`}
    >
      <span>{document}</span>
      <span>{status}</span>
      <span className="text-right">{amount}</span>
    </p>
  );
}

/** Cards on a phone, lines on a wide screen. `onNear`: somebody is about to open this one. */
export function DocumentRows({ rows, firstPlace, count, hasPay, onNear, isSelecting, isSelected, onToggle }: Props) {
  return rows.map((row, index) => (
    <div
      key={row.id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as its list
      role="listitem"
      aria-posinset={firstPlace + index}
      aria-setsize={count}
      onPointerEnter={() => onNear(row.id)}
      className={`group relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-line px-5 py-4 not-first:border-t has-checked:bg-page has-[a:hover]:bg-page pointed:pl-14 ${columns(hasPay)} lg:gap-y-0 ${isSelecting ? 'touch:pl-12' : ''}`}
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
  const { pathname, search } = useLocation();
  const cameFrom: CameFrom = { from: `${pathname}${search}` };
  return (
    <>
      {/* The link covers the whole row, and stays one name for whoever hears it. */}
      <Link
        to={`/documents/${row.id}`}
        state={cameFrom}
        className="font-semibold wrap-anywhere after:absolute after:inset-0 min-[22rem]:whitespace-nowrap lg:self-end"
      >
        {row.title}
      </Link>
      <p className="text-right text-lg font-semibold whitespace-nowrap lg:col-start-3 lg:row-start-1 lg:self-end">
        {row.amount}
      </p>
      <div className="col-span-full min-w-0 lg:col-span-1 lg:col-start-1 lg:row-start-2 lg:self-start">
        {row.about.map((text) => (
          <p key={text} className="text-sm text-muted">
            {text}
          </p>
        ))}
        <p className="text-sm text-muted">{row.date}</p>
      </div>
      {row.total && (
        <p className="col-span-full text-sm text-muted max-lg:-mt-1 lg:col-span-1 lg:col-start-3 lg:row-start-2 lg:self-start lg:text-right">
          {row.total}
        </p>
      )}
      <p className="flex flex-wrap gap-1 text-sm lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <StatusBadge status={row.status} />
        {row.days && <StatusBadge status={row.days} />}
        {row.unread && <StatusBadge status={{ tone: 'soon', text: row.unread }} />}
      </p>
      {row.pay && (
        <p className="text-right lg:col-start-4 lg:row-span-2 lg:row-start-1">
          <PayLink
            path={row.pay.path}
            label={row.pay.label}
            className="relative inline-flex min-h-11 min-w-11 items-center justify-center rounded-md border border-edge px-4 font-semibold hover:border-ink aria-disabled:opacity-60"
          >
            {t('list.pay')}
          </PayLink>
        </p>
      )}
    </>
  );
}
