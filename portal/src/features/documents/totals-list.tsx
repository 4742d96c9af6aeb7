import type { TotalRow } from './totals-view.ts';

export function TotalsList({ title, rows }: { title: string; rows: TotalRow[] }) {
  return (
    <section aria-label={title} className="mt-4 ml-auto border-t-2 border-ink pt-3 sm:w-96">
      <dl>
        {rows.map((row, index) => (
          <div
            key={index}
            className={`flex flex-wrap justify-between gap-x-6 py-1 ${row.isSum ? 'font-semibold' : ''}`}
          >
            <dt>
              {row.label}
              {row.note && <span className="block text-sm font-normal text-muted">{row.note}</span>}
            </dt>
            <dd className="ml-auto text-right whitespace-nowrap">{row.amount}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
