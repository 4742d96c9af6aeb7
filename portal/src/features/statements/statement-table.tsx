import { Link } from 'react-router';
import { useWording } from '../../lib/wording-context.tsx';
import type { StatementRow } from './statement-view.ts';

/** A table on wide screens, cards on a phone; the roles are written out because a table laid out as blocks loses them. */
export function StatementTable({ rows }: { rows: StatementRow[] }) {
  const { t } = useWording();
  return (
    <table
      role="table"
      className="w-full overflow-hidden rounded-lg border border-line bg-surface text-left max-sm:block sm:border-separate sm:border-spacing-0"
    >
      <caption className="sr-only">{t('statement.title')}</caption>
      <thead role="rowgroup" className="text-sm text-muted max-sm:sr-only">
        <tr role="row">
          <Heading text={t('statement.columns.date')} />
          <Heading text={t('statement.columns.what')} />
          <Heading text={t('statement.columns.amount')} isNumber />
          <Heading text={t('statement.columns.balance')} isNumber />
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row, index) => (
          <Row key={index} row={row} balanceText={t('statement.columns.balance')} />
        ))}
      </tbody>
    </table>
  );
}

function Heading({ text, isNumber = false }: { text: string; isNumber?: boolean }) {
  return (
    <th role="columnheader" scope="col" className={`px-5 py-3 font-medium ${isNumber ? 'text-right' : ''}`}>
      {text}
    </th>
  );
}

const cell = 'border-line sm:border-t sm:px-5 sm:py-3 sm:align-top';

function Row({ row, balanceText }: { row: StatementRow; balanceText: string }) {
  const isBalance = row.amount === null;
  return (
    <tr
      role="row"
      className="border-line max-sm:relative max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:px-5 max-sm:py-4 max-sm:not-first:border-t"
    >
      <td role="cell" className={`${cell} text-sm text-muted max-sm:order-3 sm:w-44 sm:whitespace-nowrap`}>
        {row.date}
      </td>
      <th
        role="rowheader"
        scope="row"
        className={`${cell} min-w-0 max-sm:order-1 ${isBalance ? 'font-bold' : 'font-medium'}`}
      >
        {row.path === null ? (
          row.name
        ) : (
          <Link
            to={row.path}
            className="underline decoration-line underline-offset-4 hover:decoration-ink max-sm:after:absolute max-sm:after:inset-0"
          >
            {row.name}
          </Link>
        )}
        {row.detail && <span className="block text-sm font-normal text-muted">{row.detail}</span>}
      </th>
      <td role="cell" className={`${cell} text-right font-semibold whitespace-nowrap max-sm:order-2`}>
        {row.amount}
      </td>
      <td
        role="cell"
        className={`${cell} text-right whitespace-nowrap max-sm:order-4 ${isBalance ? 'font-bold' : 'text-muted max-sm:text-sm'}`}
      >
        {!isBalance && (
          <span aria-hidden="true" className="sm:hidden">
            {balanceText}{' '}
          </span>
        )}
        {row.balance}
      </td>
    </tr>
  );
}
