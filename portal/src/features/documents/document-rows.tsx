import { Link } from 'react-router';
import type { DocumentRowView } from './document-row-view.ts';
import { StatusBadge } from './summary-amount.tsx';

type Props = { rows: DocumentRowView[]; payText: string; onNear: (id: string) => void };

/** Cards on a phone, lines on a wide screen. `onNear`: somebody is about to open this one. */
export function DocumentRows({ rows, payText, onNear }: Props) {
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-surface">
      {rows.map((row) => (
        <li
          key={row.id}
          onPointerEnter={() => onNear(row.id)}
          className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-line px-5 py-4 not-first:border-t has-[a:hover]:bg-page lg:grid-cols-[1fr_13rem_9rem_5rem]"
        >
          <Row row={row} payText={payText} />
        </li>
      ))}
    </ul>
  );
}

function Row({ row, payText }: { row: DocumentRowView; payText: string }) {
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
      <p className="text-right text-lg font-semibold whitespace-nowrap lg:order-1">{row.amount}</p>
      <p className="text-sm">
        <StatusBadge status={row.status} />
      </p>
      <p className="text-right lg:order-2">
        {row.pay && (
          <a
            href={row.pay.path}
            aria-label={row.pay.label}
            className="relative inline-flex min-h-11 min-w-11 items-center justify-center rounded-md border border-edge px-4 font-semibold hover:border-ink"
          >
            {payText}
          </a>
        )}
      </p>
    </>
  );
}
