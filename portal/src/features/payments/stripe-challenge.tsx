import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Attempt } from '@quittance/shared/payment.ts';
import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { ElementsFailed } from './elements-failed.tsx';
import { stripeQuery } from './load-stripe.ts';
import { attemptQuery, payPageQuery, refreshAttempt } from './payment-queries.ts';
import { StandingCard } from './standing-card.tsx';

type Props = { attempt: Attempt; publishableKey: string; clientSecret: string };

/** The bank asks the customer; Stripe shows its question over the page. Whatever came of it, our server finds out by itself. */
export function StripeChallenge({ attempt, publishableKey, clientSecret }: Props) {
  const { t, money } = useWording();
  const queryClient = useQueryClient();
  const { error, isFetching, refetch } = useQuery({
    queryKey: ['stripe-challenge', attempt.id],
    queryFn: async () => {
      const { stripe } = await queryClient.ensureQueryData(stripeQuery(publishableKey));
      await stripe.handleNextAction({ clientSecret });
      const found = await refreshAttempt(attempt.id);
      await queryClient.invalidateQueries(payPageQuery);
      queryClient.setQueryData(attemptQuery(attempt.id).queryKey, found);
      return found.state;
    },
    staleTime: Infinity,
    retry: false,
  });
  return (
    <StandingCard
      title={t('pay.confirming.title')}
      amount={money(attempt.amountMinor, attempt.currency)}
      text={t('pay.confirming.text')}
    >
      {error && <ElementsFailed isLooking={isFetching} onRetry={() => void refetch()} />}
      {!error && !isFetching && (
        <button type="button" onClick={() => void refetch()} className={`${quietButton} mt-5 w-full`}>
          {t('pay.confirming.again')}
        </button>
      )}
    </StandingCard>
  );
}
