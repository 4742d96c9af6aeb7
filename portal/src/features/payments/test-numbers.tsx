import { formatIban } from '@quittance/shared/format.ts';
import type { SandboxConfig } from '@quittance/shared/payment.ts';
import { textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = { isOpenAtFirst: boolean; numbers: SandboxConfig['testNumbers']; onUse: (number: string) => void };

/** What each number leads to; one tap fills it in. */
export function TestNumbers({ isOpenAtFirst, numbers, onUse }: Props) {
  const { t } = useWording();
  return (
    <details open={isOpenAtFirst}>
      <summary className={textLink}>{t('pay.numbers')}</summary>
      <ul>
        {numbers.map(({ number, outcome }) => (
          <li key={number} className="border-t border-line pb-2">
            <button
              type="button"
              aria-label={t('pay.use', { number: formatIban(number) })}
              onClick={(event) => {
                event.currentTarget.closest('details')?.removeAttribute('open');
                onUse(number);
              }}
              className="flex min-h-11 w-full items-center font-medium text-accent"
            >
              {formatIban(number)}
            </button>
            <span className="-mt-2 block text-sm text-muted">
              {isOutcome(outcome) ? t(outcomes[outcome]) : outcome}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const outcomes = {
  succeeds: 'pay.outcome.succeeds',
  asks_for_authentication: 'pay.outcome.asks_for_authentication',
  card_declined: 'pay.outcome.card_declined',
  insufficient_funds: 'pay.outcome.insufficient_funds',
  card_expired: 'pay.outcome.card_expired',
  cvc_wrong: 'pay.outcome.cvc_wrong',
  processing_error: 'pay.outcome.processing_error',
  succeeds_then_disputed: 'pay.outcome.succeeds_then_disputed',
  succeeds_after_a_while: 'pay.outcome.succeeds_after_a_while',
  stays_in_processing: 'pay.outcome.stays_in_processing',
  succeeds_then_returned: 'pay.outcome.succeeds_then_returned',
} as const;

function isOutcome(outcome: string): outcome is keyof typeof outcomes {
  return Object.hasOwn(outcomes, outcome);
}
