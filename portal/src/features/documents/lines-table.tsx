import type { LineRow, LinesView } from './lines-view.ts';

/**
 * A table on wide screens, cards on a phone. The roles are written out because a table that is laid out as blocks
 * loses them for screen readers.
 */
export function LinesTable({ lines }: { lines: LinesView }) {
  const { columns } = lines;
  return (
    <table role="table" className="mt-8 w-full text-left max-sm:block">
      <caption className="sr-only">{lines.caption}</caption>
      <thead role="rowgroup" className="text-sm text-muted max-sm:sr-only">
        <tr role="row">
          <Heading text={columns.name} />
          <Heading text={columns.quantity} isNumber />
          <Heading text={columns.unitPrice} isNumber />
          <Heading text={columns.vat} isNumber />
          <Heading text={columns.net} isNumber />
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {lines.rows.map((row) => (
          <Row key={row.id} row={row} vatLabel={columns.vat} />
        ))}
      </tbody>
    </table>
  );
}

function Heading({ text, isNumber = false }: { text: string; isNumber?: boolean }) {
  return (
    <th role="columnheader" scope="col" className={`pb-2 font-medium ${isNumber ? 'pl-4 text-right' : ''}`}>
      {text}
    </th>
  );
}

const numberCell = 'text-sm text-muted sm:py-3 sm:pl-4 sm:text-right sm:whitespace-nowrap sm:align-top';

function Row({ row, vatLabel }: { row: LineRow; vatLabel: string }) {
  return (
    <tr role="row" className="border-t border-line max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:py-3">
      <th role="rowheader" scope="row" className="font-medium max-sm:w-full sm:py-3 sm:align-top">
        {row.name}
        {row.details.map((detail) => (
          <span key={detail} className="block text-sm font-normal whitespace-pre-line text-muted">
            {detail}
          </span>
        ))}
      </th>
      <td role="cell" className={numberCell}>
        {row.quantity}
      </td>
      <td role="cell" className={numberCell}>
        <span aria-hidden="true" className="sm:hidden">
          ×{' '}
        </span>
        {row.unitPrice}
      </td>
      <td role="cell" className={numberCell}>
        <span aria-hidden="true" className="sm:hidden">
          {vatLabel}{' '}
        </span>
        {row.vat}
      </td>
      <td
        role="cell"
        className="font-medium whitespace-nowrap max-sm:ml-auto sm:py-3 sm:pl-4 sm:text-right sm:align-top"
      >
        {row.net}
      </td>
    </tr>
  );
}
