import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Attempt } from '@quittance/shared/payment.ts';
import { mainButton, quietButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { attemptQuery, cancelAttempt, payPageQuery } from './payment-queries.ts';
import { StandingCard } from './standing-card.tsx';

/** Waits on the provider's own page. There one goes on; or, where the provider lets go of it, chooses another way here. */
export function Redirecting({ attempt, url }: { attempt: Attempt; url: string }) {
  const { t, money } = useWording();
  const queryClient = useQueryClient();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: cancelAttempt,
    onSuccess: async (found) => {
      await queryClient.invalidateQueries(payPageQuery);
      queryClient.setQueryData(attemptQuery(found.id).queryKey, found);
    },
  });
  const isKept = data?.state === 'requires_action' && !isPending;
  return (
    <StandingCard
      title={t('pay.redirecting.title')}
      amount={money(attempt.amountMinor, attempt.currency)}
      text={t('pay.redirecting.text')}
    >
      <a href={url} className={`${mainButton} mt-5 w-full`}>
        {t('pay.redirecting.button')}
      </a>
      <button
        type="button"
        aria-disabled={isPending}
        onClick={() => !isPending && mutate(attempt.id)}
        className={`${quietButton} mt-3 w-full`}
      >
        {t('pay.redirecting.other')}
      </button>
      <p role="alert" className="mt-2 text-late">
        {isKept && t('pay.redirecting.kept')}
        {error && !isPending && errorText(error, t)}
      </p>
    </StandingCard>
  );
}
