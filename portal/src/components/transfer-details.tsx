import { CopyButton } from './copy-button.tsx';
import { Panel } from './panel.tsx';
import { TransferQr } from './transfer-qr.tsx';
import type { CopyRow, TransferView } from './transfer-view.ts';

export function TransferDetails({ transfer }: { transfer: TransferView }) {
  return (
    <Panel title={transfer.title}>
      <dl>
        {transfer.rows.map((row) => (
          <Row key={row.label} row={row} transfer={transfer} />
        ))}
      </dl>
      {transfer.epc && <TransferQr epc={transfer.epc} label={transfer.qrLabel} />}
      <p className="mt-3 text-sm text-muted print:hidden">{transfer.note}</p>
    </Panel>
  );
}

function Row({ row, transfer: { copyText, copiedText } }: { row: CopyRow; transfer: TransferView }) {
  return (
    <div className="border-t border-line pt-2">
      <dt className="text-sm text-muted">{row.label}</dt>
      <dd className="-mt-2 flex min-h-11 items-center justify-between gap-3">
        <span className="font-medium select-all">{row.value}</span>
        <CopyButton copy={row.copy} text={copyText} label={row.copyLabel} copiedText={copiedText} />
      </dd>
    </div>
  );
}
