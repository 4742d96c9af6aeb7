import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PayDraft } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { card, mainButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { takeTypedAmount } from './amount-form.tsx';
import { PaidSplit } from './paid-split.tsx';
import { payingKey, payPageQuery, settleByCredit } from './payment-queries.ts';
import { StandingCard } from './standing-card.tsx';
import { useIsChoosing } from './use-choice.ts';

/** Where credit covers all of a draft: its own button, and nothing to choose. */
export function SettleByCredit({ draft }: { draft: PayDraft }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationKey: payingKey,
    mutationFn: () => settleByCredit(draft.id),
    // Refused: what is owed, or the credit, has changed.
    onSettled: () => queryClient.invalidateQueries(payPageQuery),
  });
  const isChoosing = useIsChoosing();
  const isIdle = isPending || isChoosing;
  return (
    <section className={card}>
      <p>{t('basket.credit.covers')}</p>
      <button
        type="button"
        aria-disabled={isIdle}
        onClick={() => !isIdle && !takeTypedAmount() && mutate()}
        className={`${mainButton} mt-4 w-full text-lg`}
      >
        {t(isChoosing ? 'basket.changing' : isPending ? 'basket.credit.settling' : 'basket.credit.settle')}
      </button>
      {error && (
        <p role="alert" className="mt-3 text-late">
          {errorText(error, t)}
        </p>
      )}
    </section>
  );
}

export function Settled({ draft, page }: { draft: PayDraft; page: PayPage }) {
  const { t } = useWording();
  return (
    <StandingCard title={t('basket.credit.settled')} text={t('basket.credit.nothingCharged')}>
      <PaidSplit {...draft} totalMinor={0} currency={page.summary.currency} rows={[]} />
    </StandingCard>
  );
}
