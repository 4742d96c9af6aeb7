import { lazy, Suspense, useState } from 'react';
import { textLink } from './looks.ts';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

type Props = { epc: string; label: string; isOpenAtFirst: boolean };

/** For whoever has the page on a big screen and the bank on the phone; drawn when it is to be seen. */
export function TransferQr({ epc, label, isOpenAtFirst }: Props) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <details
      open={isOpen}
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
