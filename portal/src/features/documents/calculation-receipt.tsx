import type { ReactNode } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import type { CalculationView, ReceiptRow, ReceiptView } from './calculation-view.ts';

type Props = { calculation: CalculationView; whatIf: ReactNode };

/** From the document's total to the amount due, as a till receipt. Opens without script. */
export function CalculationReceipt({ calculation, whatIf }: Props) {
  return (
    <details className="group mt-3">
      <summary className="-mx-2 inline-flex min-h-11 items-center gap-2 rounded-md px-2 font-medium text-accent print:hidden">
        {calculation.show}
        <Chevron className="group-open:rotate-180" />
      </summary>
      <div className="mt-2 rounded-md border border-dashed border-edge p-4 text-sm">
        <ReceiptLines receipt={calculation} />
        {calculation.notes.map((note) => (
          <p key={note} className="mt-3 text-muted">
            {note}
          </p>
        ))}
        {calculation.notDue && <NotDue notDue={calculation.notDue} />}
        {whatIf}
      </div>
    </details>
  );
}

/** What adds up: the lines and what they come to. */
export function ReceiptLines({ receipt }: { receipt: ReceiptView }) {
  return (
    <>
      <p className="mb-2 text-muted">{receipt.asOf}</p>
      <ol>
        {receipt.rows.map((row, index) => (
          <Row key={index} row={row} />
        ))}
      </ol>
      <p className="flex flex-wrap justify-between gap-x-4 border-t-2 border-ink pt-3 text-base font-bold">
        <span>{receipt.total.label}</span>
        <span className="whitespace-nowrap">{receipt.total.amount}</span>
      </p>
    </>
  );
}

function Row({ row }: { row: ReceiptRow }) {
  return (
    <li className="break-inside-avoid border-t border-dashed border-line py-3">
      <p className="flex flex-wrap justify-between gap-x-4 font-medium">
        <span>{row.title}</span>
        <span className="ml-auto whitespace-nowrap">{row.amount}</span>
      </p>
      <Details details={row.details} />
    </li>
  );
}

function NotDue({ notDue }: { notDue: NonNullable<CalculationView['notDue']> }) {
  return (
    <details className="group/later mt-4 border-t border-line pt-2">
      <summary className="inline-flex min-h-11 items-center gap-2 font-medium text-accent">
        {notDue.show}
        <Chevron className="group-open/later:rotate-180 print:hidden" />
      </summary>
      <ul>
        {notDue.charges.map(({ title, details }, index) => (
          <li key={index} className="break-inside-avoid py-2">
            <p className="font-medium">{title}</p>
            <Details details={details} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Details({ details }: { details: string[] }) {
  return details.map((detail, index) => (
    <p key={index} className="text-muted">
      {detail}
    </p>
  ));
}
