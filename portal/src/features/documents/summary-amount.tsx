import { BigAmount } from '../../components/big-amount.tsx';
import type { StatusView, SummaryView } from './summary-view.ts';

/** The first glance: which document, how much, until when. */
export function SummaryAmount({ summary }: { summary: SummaryView }) {
  return (
    <div className="@container">
      <h1 className="text-lg font-semibold">{summary.title}</h1>
      <p className="text-muted">{summary.customer}</p>
      <p className="mt-5 text-sm text-muted">{summary.amountLabel}</p>
      <BigAmount text={summary.amount} />
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={summary.status} />
        {summary.days && <StatusBadge status={summary.days} />}
        {summary.due && <span className="text-muted">{summary.due}</span>}
      </p>
    </div>
  );
}

const tones = {
  plain: 'bg-page text-ink',
  good: 'bg-good-wash text-good',
  soon: 'bg-soon-wash text-soon',
  late: 'bg-late-wash text-late',
};

export function StatusBadge({ status }: { status: StatusView }) {
  return <span className={`inline-block rounded-md px-2 py-0.5 font-medium ${tones[status.tone]}`}>{status.text}</span>;
}
