import { lazy, Suspense, useState } from 'react';
import { textLink } from './looks.ts';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** For whoever has the page on a big screen and the bank on the phone; drawn when asked for. */
export function TransferQr({ epc, label }: { epc: string; label: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="max-sm:hidden noscript:hidden print:hidden"
    >
      <summary className={textLink}>{label}</summary>
      <div className="my-2 size-44">
        <Suspense fallback={null}>{isOpen && <QrCode text={epc} label={label} />}</Suspense>
      </div>
    </details>
  );
}
