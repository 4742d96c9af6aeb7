import { BigAmount } from '../../components/big-amount.tsx';
import { textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import type { StatementView } from './statement-view.ts';

type Props = { view: StatementView; files: { pdf: string; csv: string } };

/** What it closes with, what that is made of, and the same to take along. */
export function StatementSummary({ view, files }: Props) {
  const { t } = useWording();
  const { label, amount, note } = view.closing;
  return (
    <section aria-label={label} className="my-8 grid gap-x-12 gap-y-6 lg:grid-cols-2">
      <div>
        <p className="text-sm text-muted">{label}</p>
        <BigAmount text={amount} />
        {note && <p className="font-medium text-good">{note}</p>}
        <nav aria-label={t('document.download.title')} className="mt-3 flex flex-wrap gap-x-6 print:hidden">
          <a href={files.pdf} className={textLink}>
            {t('document.download.pdf')}
          </a>
          <a href={files.csv} className={textLink}>
            {t('statement.csv')}
          </a>
        </nav>
      </div>
      <dl aria-label={t('statement.ageing.title')}>
        {view.ageing.map((row) => (
          <div
            key={row.label}
            className={`flex flex-wrap justify-between gap-x-6 py-1 ${row.isSum ? 'border-t border-line font-semibold' : ''}`}
          >
            <dt>{row.label}</dt>
            <dd className="ml-auto text-right whitespace-nowrap">{row.amount}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
