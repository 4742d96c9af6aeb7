import { useQueryClient } from '@tanstack/react-query';
import type { PaymentLock } from '@quittance/shared/payment.ts';
import { useCountdown } from '../../lib/use-countdown.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { payPageQuery } from './payment-queries.ts';

type Props = { lock: PaymentLock; asOf: number; hasTransfer: boolean };

/** Tries that are left, from the third failure on; then until when paying rests, and what can be done meanwhile. */
export function LockNotice({ lock, asOf, hasTransfer }: Props) {
  const { t } = useWording();
  if (lock.lockedUntil !== null) {
    return <Locked key={asOf} until={lock.lockedUntil} seconds={lock.retryAfterSeconds} hasTransfer={hasTransfer} />;
  }
  if (lock.triesLeft === null) return null;
  return <p className="mb-4 rounded-md bg-soon-wash p-4 text-soon">{t('pay.triesLeft', { count: lock.triesLeft })}</p>;
}

type LockedProps = Omit<Props, 'lock' | 'asOf'> & { until: string; seconds: number };

function Locked({ until, seconds, hasTransfer }: LockedProps) {
  const { t, time } = useWording();
  const queryClient = useQueryClient();
  const left = useCountdown(seconds, () => void queryClient.invalidateQueries(payPageQuery));
  return (
    <section className="mb-4 rounded-md bg-soon-wash p-4 text-soon">
      <h2 className="font-semibold">{t('pay.locked.title', { time: time(until) })}</h2>
      <p>
        {t('pay.locked.text')} {hasTransfer && t('pay.locked.transfer')}
      </p>
      <p aria-hidden="true" className="mt-2 text-lg font-semibold">
        {t('pay.locked.left', { time: clockText(left) })}
      </p>
      {/* The seconds would never stop being read out; once a minute is enough. */}
      <output className="sr-only">{t('pay.locked.minutes', { count: Math.max(1, Math.ceil(left / 60)) })}</output>
    </section>
  );
}

/** Hours only where it is more than the one of a lock: a customer's limit may take a day to end. */
function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (seconds <= 3_600) return `${minutes}:${twoDigits(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
