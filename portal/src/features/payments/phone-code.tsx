import { lazy, Suspense, useState } from 'react';
import { textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

const QrCode = lazy(async () => ({ default: (await import('../../components/qr-code.tsx')).QrCode }));

/**
 * The address of this page for the phone, where the banking app is. It holds no token: whoever scans it signs in there, and then sees
 * only what is theirs. A draft is not paid by it after its hour.
 */
export function PhoneCode() {
  const { t } = useWording();
  const [isOpen, setIsOpen] = useState(false);
  const address = `${location.origin}${location.pathname}`;
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)} className="mt-3 max-lg:hidden print:hidden">
      <summary className={textLink}>{t('pay.phone.summary')}</summary>
      <p className="text-sm text-muted">{t('pay.phone.text')}</p>
      <div className="my-2 size-44">
        <Suspense fallback={null}>{isOpen && <QrCode text={address} label={t('pay.phone.label')} />}</Suspense>
      </div>
    </details>
  );
}
