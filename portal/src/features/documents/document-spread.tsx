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
  conversation: ReactNode;
};

/** The document and its amount: one above the other on a phone, side by side on a wide screen. */
export function DocumentSpread({ document, pay, whatIf, beside, below, conversation }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr] lg:gap-6">
      <section className={`${card} lg:col-start-2 print:order-1 print:border-0 print:p-0`}>
        <SummaryAmount summary={document.summary} />
        {document.onItsWay && <p className="mt-3 rounded-md bg-soon-wash p-3 text-soon">{document.onItsWay}</p>}
        {pay}
        {document.calculation && <CalculationReceipt calculation={document.calculation} whatIf={whatIf} />}
        <DownloadsList downloads={document.downloads} />
      </section>
      <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <SheetPaper sheet={document.sheet} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:col-start-2">
        {beside}
        {document.payments && <PaymentsList payments={document.payments} />}
        {below}
      </div>
      <div className="lg:col-start-1 print:hidden">{conversation}</div>
    </div>
  );
}
