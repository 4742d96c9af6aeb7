import { textLink } from '../../components/looks.ts';
import { Panel } from '../../components/panel.tsx';
import type { PaymentsView } from './document-view.ts';

export function PaymentsList({ payments }: { payments: PaymentsView }) {
  return (
    <Panel title={payments.title}>
      <ul>
        {payments.rows.map((row, index) => (
          <li key={index} className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2">
            <span>
              {row.label}
              {row.wentBack.map((text) => (
                <span key={text} className="block text-late">
                  {text}
                </span>
              ))}
              {row.receipt && (
                <span className="block print:hidden">
                  <a href={row.receipt.href} aria-label={row.receipt.label} className={textLink}>
                    {row.receipt.text}
                  </a>
                </span>
              )}
            </span>
            <span className="font-medium whitespace-nowrap">{row.amount}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
