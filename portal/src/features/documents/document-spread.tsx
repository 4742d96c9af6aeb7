import type { ReactNode } from 'react';
import { card } from '../../components/looks.ts';
import { CalculationReceipt } from './calculation-receipt.tsx';
import type { DocumentView } from './document-view.ts';
import { DownloadsList } from './downloads-list.tsx';
import { PaymentsList } from './payments-list.tsx';
import { SheetPaper } from './sheet-paper.tsx';
import { SummaryAmount } from './summary-amount.tsx';

type Props = {
  document: DocumentView;
  pay: ReactNode;
  whatIf: ReactNode;
  beside: ReactNode;
  below: ReactNode;
  /** Stands below the document. */
  details: ReactNode;
  conversation: ReactNode;
};

/**
 * On a phone one above the other: the amount and the ways to pay, then the document and what was said about it. On a wide screen side
 * by side, each column as long as it is.
 */
export function DocumentSpread({ document, pay, whatIf, beside, below, details, conversation }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr] lg:gap-6">
      <div className={`${column} lg:col-start-2 print:order-1`}>
        <section className={`${card} print:border-0 print:p-0`}>
          <SummaryAmount summary={document.summary} />
          {document.wentBack && <p className="mt-3 rounded-md bg-late-wash p-3 text-late">{document.wentBack}</p>}
          {document.onItsWay && <p className="mt-3 rounded-md bg-soon-wash p-3 text-soon">{document.onItsWay}</p>}
          {pay}
          {document.calculation && <CalculationReceipt calculation={document.calculation} whatIf={whatIf} />}
          <DownloadsList downloads={document.downloads} />
        </section>
        {beside}
        {document.payments && <PaymentsList payments={document.payments} />}
      </div>
      <div className={`${column} lg:col-start-1 lg:row-span-2 lg:row-start-1`}>
        <SheetPaper sheet={document.sheet} />
        {details && <div className="print:hidden">{details}</div>}
        <div className="print:hidden">{conversation}</div>
      </div>
      <div className="lg:col-start-2">{below}</div>
    </div>
  );
}

const column = 'grid grid-cols-[minmax(0,1fr)] gap-4 lg:gap-6';
