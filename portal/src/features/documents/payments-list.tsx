import { Panel } from '../../components/panel.tsx';
import type { PaymentsView } from './document-view.ts';

export function PaymentsList({ payments }: { payments: PaymentsView }) {
  return (
    <Panel title={payments.title}>
      <ul>
        {payments.rows.map((row, index) => (
          <li key={index} className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2">
            <span>{row.label}</span>
            <span className="font-medium whitespace-nowrap">{row.amount}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
