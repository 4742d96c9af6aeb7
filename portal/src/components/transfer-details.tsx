import { CopyButton } from './copy-button.tsx';
import { Panel } from './panel.tsx';
import { TransferQr } from './transfer-qr.tsx';
import type { CopyRow, TransferView } from './transfer-view.ts';

export function TransferDetails({ transfer }: { transfer: TransferView }) {
  return (
    <Panel title={transfer.title}>
      <TransferRows transfer={transfer} />
    </Panel>
  );
}

/** What to type at the bank, to copy row by row or to scan. */
export function TransferRows({ transfer, hasOpenQr = false }: { transfer: TransferView; hasOpenQr?: boolean }) {
  return (
    <>
      <dl>
        {transfer.rows.map((row) => (
          <Row key={row.label} row={row} transfer={transfer} />
        ))}
      </dl>
      {transfer.epc && <TransferQr epc={transfer.epc} label={transfer.qrLabel} isOpenAtFirst={hasOpenQr} />}
      <p className="mt-3 text-sm text-muted print:hidden">{transfer.note}</p>
    </>
  );
}

function Row({ row, transfer: { copyText, copiedText } }: { row: CopyRow; transfer: TransferView }) {
  return (
    <div className="border-t border-line pt-2">
      <dt className="text-sm text-muted">{row.label}</dt>
      <dd className="flex flex-wrap items-center justify-between gap-x-3 pb-2 font-medium">
        <span className="min-w-0 wrap-anywhere select-all">{row.value}</span>
        <CopyButton copy={row.copy} text={copyText} label={row.copyLabel} copiedText={copiedText} />
      </dd>
    </div>
  );
}
