import type { PayDraft } from '@quittance/shared/pay-draft.ts';
import { sumOfShares } from '@quittance/shared/payment-split.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { quietLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { creditName } from './credit-name.ts';
import { useIsChoosing } from './use-choice.ts';

type Props = { page: PayPage; draft: PayDraft; onUse: (useCredit: boolean) => void };

/** What credit takes off the invoices above, and the choice not to use it. */
export function BasketCredit({ page, draft, onUse }: Props) {
  const wording = useWording();
  const { t, money } = wording;
  const { creditMinor, openAttempt } = page;
  const { currency } = page.summary;
  const { credits, invoices } = draft;
  const isChoosing = useIsChoosing();
  if (credits.length === 0) {
    if (creditMinor === 0 || openAttempt) return null;
    return <UseCredit amountMinor={creditMinor} currency={currency} onUse={() => onUse(true)} />;
  }
  return (
    <>
      <dl className="border-t border-line pt-2">
        <Row label={t('basket.credit.sum')} value={money(sumOfShares(invoices), currency)} />
        {credits.map((credit) => (
          <Row key={credit.id} label={creditName(credit, wording)} value={money(-credit.amountMinor, currency)} />
        ))}
        <Row label={t('basket.toPay')} value={money(draft.totalMinor, currency)} isStrong />
      </dl>
      {!openAttempt && (
        <button type="button" aria-disabled={isChoosing} onClick={() => onUse(false)} className={quietLink}>
          {t('basket.credit.drop')}
        </button>
      )}
    </>
  );
}

function Row({ label, value, isStrong = false }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <div className={`flex flex-wrap justify-between gap-x-4 py-1 ${isStrong ? 'font-semibold' : ''}`}>
      <dt className={isStrong ? '' : 'text-muted'}>{label}</dt>
      <dd className="ml-auto tabular-nums">{value}</dd>
    </div>
  );
}

type UseProps = { amountMinor: number; currency: string; onUse: () => void };

export function UseCredit({ amountMinor, currency, onUse }: UseProps) {
  const { t, money } = useWording();
  const isChoosing = useIsChoosing();
  return (
    <p>
      <button type="button" aria-disabled={isChoosing} onClick={onUse} className={quietLink}>
        {t('basket.credit.use', { amount: money(amountMinor, currency) })}
      </button>
    </p>
  );
}
